import { createHash } from 'node:crypto';
import type { Seal } from '../../identity/sealed.ts';
import type { Database, Transaction } from '../prisma.ts';

export const about = (id: string): string => `data-copy:${id}`;

/** Keeps a person's copy of their data, sealed, among the files of its case, by the id that the case names. */
export async function keepCopy(
  tx: Transaction,
  seal: Seal,
  {
    id,
    processId,
    addedBy,
    content,
    at,
  }: { id: string; processId: string; addedBy: string; content: unknown; at: Date },
): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
  await tx.attachment.create({
    data: {
      ...{
        id,
        processId,
        kind: 'COPIE',
        name: 'donnees.json',
        mediaType: 'application/json',
        size: bytes.length,
        addedBy,
      },
      ...{ sha256: createHash('sha256').update(bytes).digest('hex'), addedAt: at },
      ciphertext: Uint8Array.from(seal.close(bytes, about(id))),
    },
  });
}

/** The copy, opened; null once it is gone. */
export async function openCopy(db: Database, seal: Seal, id: string): Promise<Buffer | null> {
  const row = await db.attachment.findUnique({ where: { id }, select: { ciphertext: true } });
  return row === null ? null : seal.open(row.ciphertext, about(id));
}
