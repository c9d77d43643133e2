import type { Person } from '../adapters/identity/sessions.ts';
import { processById } from '../adapters/store/queries/processes.ts';
import { DomainError } from '../domain/errors.ts';
import { notFound, readsAll } from './access.ts';
import { peopleActor } from './people.ts';
import type { Call } from './route.ts';
import { presentAdministrators } from './shapes/administrators.ts';

/** Administrateurs of an organisme, for its own people (ADM-7) and for the Caf that manages it; INTROUVABLE for others. */
export async function administratorsFor(
  { deps, person, ip, at }: Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person },
  partnerId: string,
) {
  const view = await deps.people.view(partnerId, peopleActor(person, ip), at);
  if (view === null || !(view.asker.sameRoster || readsAll(person))) throw notFound();
  const { replacement } = view.roster;
  const process = replacement === null ? null : await processById(deps.db, replacement.id);
  return presentAdministrators(view.roster, process, at);
}

/** The process of the annexe 3 that was just asked for, started at once. */
export async function startReplacement({ deps }: Pick<Call, 'deps'>, partnerId: string): Promise<string> {
  const row = await deps.db.process.findFirst({
    where: { type: 'administratorReplacement', partnerId, closedAt: null },
    select: { id: true },
  });
  if (row === null) throw new DomainError('ETAT_INCOMPATIBLE', "L'annexe 3 vient de prendre fin : rechargez la page.");
  await deps.commands.start({ processId: row.id, type: 'administratorReplacement' });
  return row.id;
}
