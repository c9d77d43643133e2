import type { Transaction } from '../prisma.ts';

/** The move of a partner to the CNA that is under way, or that may still be undone; null: there is none (DEL-8). */
export async function openTransfer(db: Transaction, partnerId: string): Promise<string | null> {
  const row = await db.process.findFirst({
    where: { partnerId, type: 'cnaTransfer', closedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  return row?.id ?? null;
}
