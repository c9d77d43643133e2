import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { DAY_MS } from '../../domain/policy/durations.ts';
import type { SystemAct } from '../../domain/process/acts.ts';
import { newId } from './ids.ts';
import type { Transaction } from './prisma.ts';

/** When what the system tells a process is stored and lapses: long before the sweep's grace, as nobody waits for it and it may go at once. */
export function toldAt(now: Date): { createdAt: Date; notAfter: Date } {
  return { createdAt: new Date(now.getTime() - 60_000), notAfter: new Date(now.getTime() + 365 * DAY_MS) };
}

/** Stores what the system itself has to tell a process; the sweep delivers it (architecture.md). The same key is told once. */
export async function tellProcess(
  tx: Transaction,
  processId: string,
  told: { key: string; act: SystemAct },
  now: Date,
): Promise<void> {
  await tx.command.createMany({
    data: [
      {
        id: newId(),
        actorId: PROCESS_ACTOR.id,
        key: told.key,
        bodyHash: '',
        processId,
        act: told.act,
        actor: { ...PROCESS_ACTOR },
        ...toldAt(now),
      },
    ],
    skipDuplicates: true,
  });
}
