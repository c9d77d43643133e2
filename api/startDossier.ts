import type { Person } from '../adapters/identity/sessions.ts';
import { insertDossier } from '../adapters/store/dossier/startProcess.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
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
  const { person } = call;
  const [id] = await startDossiers(call, async () => [
    { ...input, createdBy: person.id, startKey: startKeyOf(call) } satisfies DossierRequest,
  ]);
  if (id === undefined) throw new Error('One dossier gives one process');
  return id;
}

/** By which a start whose answer was lost is known again; null: the person gave no Idempotency-Key. */
export function startKeyOf({ person, key }: Call<unknown, unknown, unknown, Person>): string | null {
  return key === null ? null : `${person.id}:${key}`;
}

/** Several at once, all or none, which `inputs` makes from what the transaction holds; `label`: their line of the journal. */
export async function startDossiers(
  call: Call<unknown, unknown, unknown, Person>,
  inputs: (tx: Transaction) => Promise<readonly DossierRequest[]>,
  label = 'Dossier ouvert',
): Promise<string[]> {
  const { deps, person, at, ip } = call;
  const started = await deps.db
    .$transaction(
      async (tx) => {
        const begun: { processId: string; type: DossierRequest['type'] }[] = [];
        for (const input of await inputs(tx)) {
          const processId = await insertDossier(tx, input, at);
          await journal(
            tx,
            { action: 'process.start', entity: input.type, entityId: processId, label, after: askedOf(input) },
            { at, actor: actorOf(person, ip), processId, caf: input.caf },
          );
          begun.push({ processId, type: input.type });
        }
        return begun;
      },
      { maxWait: 2_500, timeout: 4_000 },
    )
    .catch((error: unknown) => startedBefore(call, error));
  for (const one of started) await deps.commands.start(one);
  return started.map(({ processId }) => processId);
}

/** What a dossier begins with, in the journal (S6): whose and for what; how the organisme is reached stands in its record. */
function askedOf({
  partner: { siret, departments },
  caf,
  services,
  profiles,
  delegationMode,
  opensOn,
  deadline,
}: DossierRequest) {
  return { siret, departments, caf, services, profiles, delegationMode, opensOn, deadline };
}

/** Those that this key started, where the refusal is about one of them. */
async function startedBefore(
  call: Call<unknown, unknown, unknown, Person>,
  error: unknown,
): Promise<{ processId: string; type: DossierRequest['type'] }[]> {
  const startKey = startKeyOf(call);
  if (startKey === null || !(error instanceof DomainError) || error.code !== 'PROCESSUS_EN_COURS') throw error;
  const { db } = call.deps;
  const running = await db.process.findUnique({
    where: { id: error.faults[0]?.message ?? '' },
    select: { id: true, partnerId: true },
  });
  if (running === null) throw error;
  const mine = await db.process.findMany({
    where: { partnerId: running.partnerId, OR: [{ startKey }, { startKey: { startsWith: `${startKey}:` } }] },
    select: { id: true, type: true },
    orderBy: { createdAt: 'asc' },
  });
  if (!mine.some(({ id }) => id === running.id)) throw error;
  return mine.map(({ id, type }) => ({ processId: id, type: type as DossierRequest['type'] }));
}
