import type { Seal } from '../identity/sealed.ts';
import type { Database } from './prisma.ts';

/** A dossier is given up long before (REM-2, REM-3): nobody comes back for what was half typed by then. */
const KEPT_FOR_MS = 100 * 86_400_000;

const idOf = (processId: string, form: string): string => `lien:${processId}:${form}`;
export const about = (id: string, processId: string): string => `link-draft:${id}:${processId}`;

/** Keeps what is half typed in a form of a mailed link, sealed to its process: the newest of each form. Safe to repeat. */
export async function keepDraft(
  { db, seal }: { db: Database; seal: Seal },
  { processId, form, content, at }: { processId: string; form: string; content: unknown; at: Date },
): Promise<void> {
  const id = idOf(processId, form);
  const sealed = new Uint8Array(seal.close(Buffer.from(JSON.stringify(content)), about(id, processId)));
  const expiresAt = new Date(at.getTime() + KEPT_FOR_MS);
  await db.keptForm.upsert({
    where: { id },
    create: { id, processId, sealed, createdAt: at, expiresAt },
    update: { sealed, createdAt: at, expiresAt },
  });
}

/** What is half typed of a process, by form. */
export async function draftsOf(
  { db, seal }: { db: Database; seal: Seal },
  { processId, at }: { processId: string; at: Date },
): Promise<Map<string, unknown>> {
  const rows = await db.keptForm.findMany({ where: { processId, expiresAt: { gt: at } } });
  const before = idOf(processId, '').length;
  return new Map(
    rows.map(({ id, sealed }) => [
      id.slice(before),
      JSON.parse(seal.open(sealed, about(id, processId)).toString('utf8')) as unknown,
    ]),
  );
}

/** It was sent: nothing of it is kept any more. */
export async function dropDraft(db: Database, { processId, form }: { processId: string; form: string }): Promise<void> {
  await db.keptForm.deleteMany({ where: { id: idOf(processId, form), processId } });
}
