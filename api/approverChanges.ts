import type { Person } from '../adapters/identity/sessions.ts';
import { afasProfileById } from '../adapters/store/queries/afas.ts';
import { type ProcessRow, processById } from '../adapters/store/queries/processes.ts';
import type { ApproverFacts } from '../domain/approverChange/types.ts';
import { acceptedFile } from '../domain/attachment/mediaType.ts';
import { DomainError } from '../domain/errors.ts';
import { assertRight } from '../domain/people/rights.ts';
import { filesOver } from '../domain/policy/retention.ts';
import { actorOf, hasRole, mayRead, notFound, PARTNER_SIDE } from './access.ts';
import { caseRow } from './cases.ts';
import { peopleActor } from './people.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';

type Asking = Call<unknown, unknown, unknown, Person>;

export const factsOf = (row: Pick<ProcessRow, 'facts'>): ApproverFacts => row.facts as unknown as ApproverFacts;

/** A change of approbateur that this person may read: who configures Afas roles (RGT-13), the Caf that manages the partner. */
export async function readableChange(call: Asking, id: string): Promise<ProcessRow> {
  const { deps, person, ip, at } = call;
  const row = await caseRow(call, 'approverChange', id);
  if (row.partnerId === null) throw notFound();
  if (!hasRole(person, ...PARTNER_SIDE)) return mayRead(person, row);
  const view = await deps.people.view(row.partnerId, peopleActor(person, ip), at);
  if (view === null) throw notFound();
  assertRight(view.asker, view.roster, 'afas.configure');
  return row;
}

/** PJ 3 of a change that ended so long ago is over its term (S7). */
export function pj3Purged(
  { deps, at }: Pick<Asking, 'deps' | 'at'>,
  { closedAt }: Pick<ProcessRow, 'closedAt'>,
): boolean {
  return filesOver(closedAt, deps.policy.retention, at);
}

/** PJ 3 by the administrateur (AFAS-9): kept sealed first, then given to its process; one that the process refuses is forgotten. */
export async function givePj3(call: Asking, id: string): Promise<ProcessRow> {
  const { deps, person, ip, at } = call;
  const row = await readableChange(call, id);
  const file = acceptedFile(call.file, 'la PJ 3');
  if (row.state !== 'PJ3_ATTENDUE' && row.state !== 'DEMANDE' && factsOf(row).pj3 === null)
    throw new DomainError('ETAT_INCOMPATIBLE', "La PJ 3 n'est plus attendue.", { rule: 'AFAS-9' });
  const attachmentId = await deps.attachments.keep(file, { processId: id, kind: 'PJ_3', addedBy: person.id }, at);
  try {
    const act = { type: 'receivePj3', attachmentId } as const;
    await perform(call, { id, type: 'approverChange' }, act, actorOf(person, ip));
  } catch (error) {
    const now = await processById(deps.db, id);
    const refused = error instanceof DomainError && error.code !== 'NON_CONFIRME';
    if (refused && now !== null && factsOf(now).pj3 !== attachmentId) await deps.attachments.drop(attachmentId);
    throw error;
  }
  return readableChange(call, id);
}

/** The process that a pending approbateur's role belongs to, started at once. */
export async function approverProcess({ deps }: Pick<Asking, 'deps'>, partnerId: string, profileId: string) {
  const processId = (await afasProfileById(deps.db, partnerId, profileId))?.processId ?? null;
  if (processId !== null) await deps.commands.start({ processId, type: 'approverChange' });
  return processId;
}
