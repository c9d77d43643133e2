import type { Actor } from '../../../domain/decision/actor.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { projectReopening } from '../../../domain/tuteurReopening/decide.ts';
import { readAgain } from '../../../domain/tuteurReopening/start.ts';
import { newId } from '../ids.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { tellProcess } from '../processCommand.ts';
import { loadGround, loadReopening, lockReopening, saveStanding } from './reopeningStore.ts';

/** The file of protégés was replaced in this transaction: the reopening that runs, if one does, asks for its impact report anew. */
export async function askToReadAgain(
  tx: Transaction,
  { at, actor, policy }: { at: Date; actor: Actor; policy: Policy },
): Promise<void> {
  const running = await tx.process.findFirst({
    where: { type: 'tuteurReopening', closedAt: null },
    select: { id: true },
  });
  if (running === null) return;
  const { id } = running;
  await lockReopening(tx, id);
  const asked = readAgain(await loadReopening(tx, id), { actor });
  if (asked === null) return;
  const projection = projectReopening(asked.reopening, await loadGround(tx, asked.reopening, at), policy);
  await saveStanding(tx, asked.reopening, projection, at);
  await appendAudit(tx, asked.audit, { at, actor, processId: id, caf: null });
  await tellProcess(tx, id, { key: `look:${newId()}`, act: { type: 'look' } }, at);
}
