import { newId } from './ids.ts';
import type { Transaction } from './prisma.ts';

/** Stored long before the sweep's grace: nobody waits for this command, it may go at once. */
const BORN_MS_AGO = 60_000;
const TTL_MS = 365 * 86_400_000;

/** Stores what the system itself has to tell a process; the sweep delivers it (architecture.md). The same key is told once. */
export async function tellProcess(
  tx: Transaction,
  processId: string,
  told: { key: string; act: { type: string } & Record<string, unknown> },
  now: Date,
): Promise<void> {
  await tx.command.createMany({
    data: [
      {
        id: newId(),
        actorId: 'process',
        key: told.key,
        bodyHash: '',
        processId,
        act: JSON.parse(JSON.stringify(told.act)),
        actor: { id: 'process', role: 'process', label: 'Passerelle', ip: null },
        notAfter: new Date(now.getTime() + TTL_MS),
        createdAt: new Date(now.getTime() - BORN_MS_AGO),
      },
    ],
    skipDuplicates: true,
  });
}
