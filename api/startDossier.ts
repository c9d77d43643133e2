import type { Person } from '../adapters/identity/sessions.ts';
import { insertDossier } from '../adapters/store/dossier/startProcess.ts';
import { DomainError } from '../domain/errors.ts';
import type { DossierRequest } from '../domain/kinds.ts';
import { actorOf } from './access.ts';
import { journal } from './perform.ts';
import type { Call } from './route.ts';

/**
 * Inserts a dossier and starts its process. The start key is the person's Idempotency-Key: a start whose answer was lost is found
 * again instead of refused (R8). Throws PROCESSUS_EN_COURS with the running one (409).
 */
export async function startDossier(
  call: Call<unknown, unknown, unknown, Person>,
  input: Omit<DossierRequest, 'createdBy' | 'startKey'>,
): Promise<string> {
  const { deps, person, at, key, ip } = call;
  const startKey = key === null ? null : `${person.id}:${key}`;
  const processId = await deps.db
    .$transaction(
      async (tx) => {
        const id = await insertDossier(tx, { ...input, createdBy: person.id, startKey }, at);
        await journal(
          tx,
          { action: 'process.start', entity: input.type, entityId: id, label: 'Dossier ouvert' },
          { at, actor: actorOf(person, ip), processId: id, caf: input.caf },
        );
        return id;
      },
      { maxWait: 2_500, timeout: 4_000 },
    )
    .catch((error: unknown) => startedBefore(call, startKey, error));
  await deps.commands.start({ processId, type: input.type });
  return processId;
}

async function startedBefore(
  call: Call<unknown, unknown, unknown, Person>,
  startKey: string | null,
  error: unknown,
): Promise<string> {
  if (startKey === null || !(error instanceof DomainError) || error.code !== 'PROCESSUS_EN_COURS') throw error;
  const mine = await call.deps.db.process.findUnique({ where: { startKey }, select: { id: true } });
  if (mine === null || mine.id !== error.faults[0]?.message) throw error;
  return mine.id;
}
