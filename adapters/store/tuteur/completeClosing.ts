import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import { closingDone, reopeningToHold } from '../../../domain/tuteurReopening/decide.ts';
import { tellClosed } from '../../../domain/tuteurReopening/telling.ts';
import { mailsToAdministrateurs } from '../administrateurMails.ts';
import type { Database, Transaction } from '../prisma.ts';
import { saveFacts } from '../processRow.ts';
import { reactivateCdapT9 } from '../service/exclusiveT9.ts';
import { suspendOpened } from '../service/openedServices.ts';
import { onReopening } from './reopeningStore.ts';

/**
 * What follows a closing for all (TUT-4), whole or not at all: everything open is suspended, never closed, and its administrateurs are told by the
 * same statement; Cdap T9 is given back where it was taken. The service itself was closed by the act, in one row; this takes a second for
 * thousands, and waits for nobody. Safe to retry: what was done is not due any more.
 */
export async function completeClosing(database: Database, processId: string): Promise<Waiting> {
  return onReopening(database, processId, async (tx, before) => {
    const due = before.facts.closeDue;
    const reopening = closingDone(before);
    if (due) {
      await closeEach(tx, processId, due);
      await saveFacts(tx, processId, reopening.facts);
    }
    // as the act left it, which counted nobody as open any more: thousands are not counted once more before they are told
    const { nextActionAt } = await tx.process.findUniqueOrThrow({
      where: { id: processId },
      select: { nextActionAt: true },
    });
    return reopeningToHold(reopening, { nextActionAt, ended: reopening.ended });
  });
}

async function closeEach(tx: Transaction, id: string, due: { at: string; reason: string }): Promise<void> {
  const closedAt = new Date(due.at);
  const doing = { at: closedAt, actor: PROCESS_ACTOR, processId: id };
  const why = { by: id, reason: due.reason, until: null };
  await suspendOpened(tx, EXCLUSIVE.space, 'all', why, doing, (partners) => [
    mailsToAdministrateurs(partners, tellClosed(due), { at: closedAt, processId: id }),
  ]);
  await reactivateCdapT9(tx, 'all', doing);
  await tx.$executeRaw`UPDATE tuteur_check SET closed_at = ${closedAt} WHERE process_id = ${id} AND opened_at IS NOT NULL AND closed_at IS NULL`;
}
