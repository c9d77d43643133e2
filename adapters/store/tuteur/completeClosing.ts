import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { closingDone, projectReopening, reopeningToHold } from '../../../domain/tuteurReopening/decide.ts';
import { tellClosed } from '../../../domain/tuteurReopening/telling.ts';
import { mailsToAdministrateurs } from '../administrateurMails.ts';
import type { Database, Transaction } from '../prisma.ts';
import { reactivateCdapT9 } from '../service/exclusiveT9.ts';
import { suspendOpened } from '../service/openedServices.ts';
import { loadGround, onReopening, saveStanding } from './reopeningStore.ts';

/**
 * What follows a closing for all (TUT-4), whole or not at all: everything open is suspended, never closed, and its administrateurs are told by the
 * same statement; Cdap T9 is given back where it was taken. The service itself was closed by the act, in one row; this takes a second for
 * thousands, and waits for nobody. Safe to retry: what was done is not due any more.
 */
export async function completeClosing(
  database: Database,
  policy: Policy,
  processId: string,
  at: Date,
): Promise<Waiting> {
  return onReopening(database, processId, async (tx, before) => {
    const due = before.facts.closeDue;
    if (due) await closeEach(tx, processId, due);
    const reopening = closingDone(before);
    const projection = projectReopening(reopening, await loadGround(tx, reopening, at), policy);
    if (due) await saveStanding(tx, reopening, projection, at);
    return reopeningToHold(reopening, projection);
  });
}

async function closeEach(tx: Transaction, id: string, due: { at: string; reason: string }): Promise<void> {
  const closedAt = new Date(due.at);
  const doing = { at: closedAt, actor: PROCESS_ACTOR, processId: id };
  const why = { by: id, reason: due.reason, until: null };
  await suspendOpened(tx, 'TUTEUR', 'all', why, doing, (partners) => [
    mailsToAdministrateurs(partners, tellClosed(due), { at: closedAt, processId: id }),
  ]);
  await reactivateCdapT9(tx, 'all', doing);
  await tx.$executeRaw`UPDATE tuteur_check SET closed_at = ${closedAt} WHERE process_id = ${id} AND opened_at IS NOT NULL AND closed_at IS NULL`;
}
