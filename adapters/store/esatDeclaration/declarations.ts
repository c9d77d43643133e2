import { assertCurrent } from '../../../domain/errors.ts';
import { DRAFT, type TypedLine } from '../../../domain/esatDeclaration/columns.ts';
import { workerName } from '../../../domain/esatDeclaration/judge.ts';
import type { DeclaredLine } from '../../../domain/esatDeclaration/read.ts';
import { byCaf, type Received, receiptNumber } from '../../../domain/esatDeclaration/receipt.ts';
import type { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { newId } from '../ids.ts';
import type { Database, Transaction } from '../prisma.ts';

/** A declaration of an Esat as it stands: its draft, and what was submitted, the last first. */
export interface Declaration {
  id: string;
  lines: readonly TypedLine[];
  draftVersion: number;
  draftAt: Date | null;
  submissions: readonly (Received & { draftVersion: number })[];
}

interface Whose {
  year: number;
  partnerId: string;
}

/** One that was never begun. */
const NOTHING: Omit<Declaration, 'id'> = { lines: [], draftVersion: 0, draftAt: null, submissions: [] };

/** The declaration of an Esat for a year; one that was never begun is empty. */
export async function declarationOf(db: Transaction, seal: Seal, { year, partnerId }: Whose): Promise<Declaration> {
  const row = await db.esatDeclaration.findUnique({
    where: { year_partnerId: { year, partnerId } },
    include: { submissions: { orderBy: { version: 'desc' } } },
  });
  if (row === null) return { id: '', ...NOTHING };
  return {
    id: row.id,
    lines: row.draft === null ? [] : (JSON.parse(seal.open(row.draft, draftOf(row.id)).toString()) as TypedLine[]),
    draftVersion: row.draftVersion,
    draftAt: row.draftAt,
    submissions: row.submissions.map((one) => ({ ...toReceived(one, year), draftVersion: one.draftVersion })),
  };
}

type SubmissionRow = Prisma.EsatSubmissionGetPayload<object>;

function toReceived(row: SubmissionRow, year: number): Received {
  const summary = row.summary as unknown as Received['byCaf'];
  return {
    ...{ number: row.number, year, at: row.submittedAt, version: row.version, byCaf: summary },
    workers: summary.reduce((sum, { workers }) => sum + workers, 0),
    totalCents: summary.reduce((sum, { totalCents }) => sum + totalCents, 0),
  };
}

/**
 * Keeps the draft, whatever its lines say: nothing that was typed is lost. Throws VERSION_PERIMEE where somebody else kept another one since the
 * version that is known. Returns the new version.
 */
export function keepDraft(
  db: Database,
  seal: Seal,
  { lines, known, at, ...whose }: Whose & { lines: readonly TypedLine[]; known: number | null; at: Date },
): Promise<number> {
  return db.$transaction(async (tx) => {
    const { id, draftVersion } = await lockDeclaration(tx, whose, at);
    assertCurrent(known, draftVersion, DRAFT);
    const draft = Uint8Array.from(seal.close(Buffer.from(JSON.stringify(lines)), draftOf(id)));
    await tx.esatDeclaration.update({ where: { id }, data: { draft, draftVersion: draftVersion + 1, draftAt: at } });
    return draftVersion + 1;
  });
}

async function lockDeclaration(tx: Transaction, { year, partnerId }: Whose, at: Date) {
  await tx.esatDeclaration.createMany({
    data: [{ id: newId(), year, partnerId, createdAt: at }],
    skipDuplicates: true,
  });
  const [row] = await tx.$queryRaw<{ id: string; draftVersion: number }[]>`
    SELECT id, draft_version AS "draftVersion" FROM esat_declaration WHERE year = ${year} AND partner_id = ${partnerId} FOR UPDATE`;
  if (row === undefined) throw new Error('The declaration that was just inserted is not there');
  return row;
}

/** Workers, by name, whom another Esat has declared for the same year. */
export async function declaredElsewhere(
  db: Transaction,
  seal: Seal,
  { year, partnerId }: Whose,
  names: readonly string[],
): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const nameOf = new Map(names.flatMap((name) => seal.marks(name).map((mark) => [mark, name] as const)));
  const found = await db.$queryRaw<{ mark: string }[]>`
    SELECT l.worker_mark AS mark FROM esat_line l JOIN esat_declaration d ON d.submission_id = l.submission_id
      WHERE l.worker_mark = ANY(${[...nameOf.keys()]}) AND d.year = ${year} AND d.partner_id <> ${partnerId}`;
  return new Set(found.flatMap(({ mark }) => nameOf.get(mark) ?? []));
}

/** What is submitted: the draft that was seen, read and judged. `id`: the same key makes the same one. */
export interface Submitting extends Whose {
  id: string;
  known: number;
  lines: readonly DeclaredLine[];
  by: string;
  at: Date;
}

/**
 * Writes a submission with all its lines in the caller's transaction, there or not there, and makes it the one that counts. One that this id has
 * made is returned as it is. Throws VERSION_PERIMEE where the draft is another one by now.
 */
export async function insertSubmission(
  tx: Transaction,
  seal: Seal,
  { id, year, partnerId, known, lines, by, at }: Submitting,
): Promise<{ received: Received; fresh: boolean }> {
  const declaration = await lockDeclaration(tx, { year, partnerId }, at);
  const made = await tx.esatSubmission.findUnique({ where: { id } });
  if (made !== null) return { received: toReceived(made, year), fresh: false };
  assertCurrent(known, declaration.draftVersion, DRAFT);
  const version = 1 + (await tx.esatSubmission.count({ where: { declarationId: declaration.id } }));
  const row = await tx.esatSubmission.create({
    data: {
      ...{ id, declarationId: declaration.id, version, number: receiptNumber(year, id), draftVersion: known },
      ...{ summary: byCaf(lines).map((one) => ({ ...one })), submittedBy: by, submittedAt: at },
    },
  });
  await tx.esatLine.createMany({ data: lines.map((line, index) => sealedLine(seal, id, index + 1, line)) });
  await tx.esatDeclaration.update({ where: { id: declaration.id }, data: { submissionId: id } });
  return { received: toReceived(row, year), fresh: true };
}

function sealedLine(seal: Seal, submissionId: string, position: number, line: DeclaredLine) {
  const clear = Buffer.from(JSON.stringify(line));
  return {
    ...{ submissionId, position, caf: line.caf, workerMark: seal.marks(workerName(line))[0] },
    ciphertext: Uint8Array.from(seal.close(clear, lineOf(submissionId, position))),
  };
}

/** A worker's line, opened. */
export function openLine(
  seal: Seal,
  { submissionId, position, ciphertext }: { submissionId: string; position: number; ciphertext: Uint8Array },
): DeclaredLine {
  return JSON.parse(seal.open(ciphertext, lineOf(submissionId, position)).toString()) as DeclaredLine;
}

export const draftOf = (id: string): string => `esat-draft:${id}`;
export const lineOf = (submissionId: string, position: number): string => `esat-line:${submissionId}:${position}`;
