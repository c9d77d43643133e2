import type { MediaType } from '../../../domain/attachment/mediaType.ts';
import type { Seal } from '../../identity/sealed.ts';
import type { Transaction } from '../prisma.ts';
import { NEWEST_FIRST, type Page } from '../queries/cursor.ts';
import { namesOf } from '../queries/names.ts';

/** What an agent noted on a dossier for colleagues. `file`: what was joined, as long as it is kept. */
export interface Note {
  id: string;
  text: string;
  file: { id: string; name: string; mediaType: MediaType; size: number } | null;
  by: { id: string; name: string };
  at: Date;
}

/** Keeps a note sealed. The same id again keeps the first one: a repeated request makes no second. */
export async function keepNote(
  tx: Transaction,
  seal: Seal,
  note: {
    id: string;
    processId: string;
    text: string;
    attachmentId: string | null;
    createdBy: string;
    createdAt: Date;
  },
): Promise<void> {
  const { text, ...row } = note;
  const ciphertext = Uint8Array.from(seal.close(Buffer.from(text), about(row.processId, row.id)));
  await tx.dossierNote.createMany({ data: [{ ...row, ciphertext }], skipDuplicates: true });
}

/** Notes of a dossier, newest first. */
export async function notesOf(
  db: Transaction,
  seal: Seal,
  processId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Note>> {
  const rows = await db.dossierNote.findMany({
    where: { processId, ...NEWEST_FIRST.after(cursor) },
    orderBy: NEWEST_FIRST.orderBy,
    take: limit + 1,
  });
  const page = NEWEST_FIRST.page(rows, limit);
  return { ...page, items: await told(db, seal, page.items) };
}

/** One of them; null: it is no note of this dossier. */
export async function noteById(db: Transaction, seal: Seal, processId: string, id: string): Promise<Note | null> {
  const rows = await db.dossierNote.findMany({ where: { processId, id } });
  const [note] = await told(db, seal, rows);
  return note ?? null;
}

/** Takes a note away; returns its file where no other note of the dossier holds it, to be forgotten too. */
export async function dropNote(tx: Transaction, processId: string, id: string): Promise<string | null> {
  const row = await tx.dossierNote.findFirst({ where: { processId, id }, select: { attachmentId: true } });
  await tx.dossierNote.deleteMany({ where: { processId, id } });
  if (row === null || row.attachmentId === null) return null;
  const { attachmentId } = row;
  return (await tx.dossierNote.count({ where: { processId, attachmentId } })) === 0 ? attachmentId : null;
}

async function told(
  db: Transaction,
  seal: Seal,
  rows: readonly Awaited<ReturnType<Transaction['dossierNote']['findMany']>>[number][],
): Promise<Note[]> {
  const [names, files] = await Promise.all([
    namesOf(
      db,
      rows.map(({ createdBy }) => createdBy),
    ),
    db.attachment.findMany({
      where: { id: { in: rows.flatMap(({ attachmentId }) => attachmentId ?? []) } },
      select: { id: true, name: true, mediaType: true, size: true },
    }),
  ]);
  return rows.map(({ id, processId, ciphertext, attachmentId, createdBy, createdAt }) => {
    const file = files.find((one) => one.id === attachmentId);
    return {
      id,
      text: seal.open(ciphertext, about(processId, id)).toString(),
      file: file === undefined ? null : { ...file, mediaType: file.mediaType as MediaType },
      by: { id: createdBy, name: names.get(createdBy) ?? '' },
      at: createdAt,
    };
  });
}

export const about = (processId: string, id: string): string => `note:${processId}:${id}`;
