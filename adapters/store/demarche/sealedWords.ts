import { inTurn } from '../../files/received.ts';
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
export function keepSealed(db: Transaction, seal: Seal, kept: Sealed, content: unknown): Promise<void> {
  return keepBytes(db, seal, kept, Buffer.from(JSON.stringify(content)));
}

const readingFiles = inTurn();

/** Keeps a file that was joined, read when its turn comes: as sealed, and as long, as what was declared. */
export function keepSealedFile(
  db: Transaction,
  seal: Seal,
  kept: Sealed,
  { read }: { read(): Promise<Buffer> },
): Promise<void> {
  return readingFiles(async () => keepBytes(db, seal, kept, await read()));
}

async function keepBytes(
  db: Transaction,
  seal: Seal,
  { id, processId, addedBy, at }: Sealed,
  content: Buffer,
): Promise<void> {
  const ciphertext = Uint8Array.from(seal.close(content, about(processId, id)));
  await db.demarcheWords.createMany({
    data: [{ id, processId, ciphertext, addedBy, addedAt: at }],
    skipDuplicates: true,
  });
}

/** Opens a file that was joined; null: it was purged. */
export async function openSealedFile(
  db: Transaction,
  seal: Seal,
  processId: string,
  id: string,
): Promise<Buffer | null> {
  const row = await db.demarcheWords.findFirst({ where: { processId, id } });
  return row === null ? null : seal.open(row.ciphertext, about(processId, id));
}

/** Opens what was kept of a process, by id; what was purged is not there. */
export async function openSealed(
  db: Transaction,
  seal: Seal,
  processId: string,
  ids: readonly string[],
): Promise<Map<string, unknown>> {
  const rows = await db.demarcheWords.findMany({ where: { processId, id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, opened(seal, row)]));
}

/** The same of one thing each of many processes. */
export async function openSealedOfEach(
  db: Transaction,
  seal: Seal,
  kept: readonly { processId: string; id: string }[],
): Promise<Map<string, unknown>> {
  const rows = await db.demarcheWords.findMany({ where: { id: { in: kept.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    kept.flatMap(({ processId, id }) => {
      const row = byId.get(id);
      return row?.processId === processId ? [[id, opened(seal, row)] as const] : [];
    }),
  );
}

const opened = (seal: Seal, { processId, id, ciphertext }: { processId: string; id: string; ciphertext: Uint8Array }) =>
  JSON.parse(seal.open(ciphertext, about(processId, id)).toString()) as unknown;

/** Forgets what an act that was refused had brought. */
export async function dropSealed(db: Transaction, processId: string, id: string): Promise<void> {
  await db.demarcheWords.deleteMany({ where: { processId, id } });
}

export const about = (processId: string, id: string): string => `demarche:${processId}:${id}`;
