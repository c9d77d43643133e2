import type { Seal } from '../../identity/sealed.ts';
import type { Transaction } from '../prisma.ts';

/** What is declared and said in a démarche is personal data: it stands in this table alone, closed and bound to its process and row (TUT-13). */
export interface Sealed {
  id: string;
  processId: string;
  addedBy: string;
  at: Date;
}

/** Keeps something sealed. The same id again keeps the first one: a repeated request makes no second. */
export async function keepSealed(
  db: Transaction,
  seal: Seal,
  { id, processId, addedBy, at }: Sealed,
  content: unknown,
): Promise<void> {
  const ciphertext = Uint8Array.from(seal.close(Buffer.from(JSON.stringify(content)), about(processId, id)));
  await db.demarcheWords.createMany({
    data: [{ id, processId, ciphertext, addedBy, addedAt: at }],
    skipDuplicates: true,
  });
}

/** Opens what was kept of a process, by id; what was purged is not there. */
export async function openSealed(
  db: Transaction,
  seal: Seal,
  processId: string,
  ids: readonly string[],
): Promise<Map<string, unknown>> {
  const rows = await db.demarcheWords.findMany({ where: { processId, id: { in: [...ids] } } });
  return new Map(
    rows.map(({ id, ciphertext }) => [id, JSON.parse(seal.open(ciphertext, about(processId, id)).toString())]),
  );
}

/** Forgets what an act that was refused had brought. */
export async function dropSealed(db: Transaction, processId: string, id: string): Promise<void> {
  await db.demarcheWords.deleteMany({ where: { processId, id } });
}

const about = (processId: string, id: string): string => `demarche:${processId}:${id}`;
