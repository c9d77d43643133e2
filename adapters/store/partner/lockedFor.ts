import type { ProcessType } from '../../../domain/process/types.ts';
import type { Transaction } from '../prisma.ts';

/** A partner whose turn is taken, and the processes of one type that it had: which runs, and which turn the next one is. */
export interface LockedFor {
  caf: string;
  raisonSociale: string;
  email: string;
  running: string | null;
  turn: number;
}

/** Takes the partner's turn for a process of this type, of which one runs at a time. */
export async function lockedFor(tx: Transaction, partnerId: string, type: ProcessType): Promise<LockedFor> {
  const [partner] = await tx.$queryRaw<Pick<LockedFor, 'caf' | 'raisonSociale' | 'email'>[]>`
    SELECT caf, raison_sociale AS "raisonSociale", email FROM partner WHERE id = ${partnerId} FOR UPDATE`;
  if (partner === undefined) throw new Error('A partner is never removed');
  const earlier = await tx.process.findMany({
    where: { type, businessKey: partnerId },
    select: { id: true, closedAt: true },
  });
  const running = earlier.find(({ closedAt }) => closedAt === null)?.id ?? null;
  return { ...partner, running, turn: earlier.length + 1 };
}
