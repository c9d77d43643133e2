import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { closingDone, projectReopening, reopeningToHold } from '../../../domain/tuteurReopening/decide.ts';
import { tellClosed } from '../../../domain/tuteurReopening/telling.ts';
import { enqueueMails } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import { reactivateCdapT9 } from '../service/exclusiveT9.ts';
import { suspendOpened } from '../service/openedServices.ts';
import { administrateursOf } from './administrateurs.ts';
import { loadGround, loadReopening, lockReopening, saveStanding } from './reopeningStore.ts';

/**
 * What follows a closing for all (TUT-4), whole or not at all: everything open is suspended, never closed, Cdap T9 given back where it was taken,
 * and the administrateurs are told. The service itself was closed by the act, in one row; this takes seconds for thousands, and waits for nobody.
 * Safe to retry: what was done is not due any more.
 */
export async function completeClosing(
  database: Database,
  policy: Policy,
  processId: string,
  at: Date,
): Promise<Waiting> {
  return database.$transaction(
    async (tx) => {
      await lockReopening(tx, processId);
      const before = await loadReopening(tx, processId);
      const due = before.facts.closeDue;
      if (due) await closeEach(tx, processId, due);
      const reopening = closingDone(before);
      const projection = projectReopening(reopening, await loadGround(tx, reopening, at), policy);
      if (due) await saveStanding(tx, reopening, projection, at);
      return reopeningToHold(reopening, projection);
    },
    { maxWait: 5_000, timeout: 60_000 },
  );
}

async function closeEach(tx: Transaction, id: string, due: { at: string; reason: string }): Promise<void> {
  const closedAt = new Date(due.at);
  const doing = { at: closedAt, actor: PROCESS_ACTOR, processId: id };
  const partners = await suspendOpened(tx, 'TUTEUR', 'all', { by: id, reason: due.reason, until: null }, doing);
  await reactivateCdapT9(tx, 'all', doing);
  await tx.$executeRaw`UPDATE tuteur_check SET closed_at = ${closedAt} WHERE process_id = ${id} AND opened_at IS NOT NULL AND closed_at IS NULL`;
  const told = (await administrateursOf(tx, partners)).map((one) => tellClosed(one, due.at, due.reason));
  await enqueueMails(tx, told, { at: closedAt, processId: id, caf: null });
}
