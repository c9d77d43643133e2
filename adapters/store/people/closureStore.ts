import type { Actor } from '../../../domain/decision/actor.ts';
import type { Closure, ClosureDecision } from '../../../domain/people/closure.ts';
import type { Seal } from '../../identity/sealed.ts';
import type { Transaction } from '../prisma.ts';
import { saveProcessRow } from '../processRow.ts';
import { loadRoster, saveRoster } from './rosterStore.ts';

/** The planned closure of an account, with what of its organisme it touches; null when there is none. */
export async function loadClosure(tx: Transaction, processId: string): Promise<Closure | null> {
  const process = await tx.process.findUnique({
    where: { id: processId },
    select: { partnerId: true, facts: true, closedAt: true },
  });
  if (process?.partnerId == null) return null;
  const { userId } = process.facts as { userId: string };
  const roster = await loadRoster(tx, process.partnerId, { accountIds: [userId], emails: [] });
  return roster === null ? null : { id: processId, userId, roster, ended: process.closedAt !== null };
}

/** Saves where it stands and, on its date, the closure itself. */
export async function saveClosure(
  tx: Transaction,
  { id, userId, roster }: Closure,
  { people, projection }: ClosureDecision,
  at: Date,
  actor: Actor,
  seal: Seal,
): Promise<void> {
  await saveRoster(tx, roster, people, { at, actor, seal, processId: id });
  await saveProcessRow(tx, id, projection, { facts: { userId }, incident: null, opened: true }, at);
}
