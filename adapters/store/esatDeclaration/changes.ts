import { WITHOUT_EFFECT } from '../../../domain/activityChange/procedure.ts';
import type { ActivityChange, ActivityChangeFacts } from '../../../domain/activityChange/types.ts';
import type { DeclaredLine } from '../../../domain/esatDeclaration/read.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { openSealedOfEach } from '../demarche/sealedWords.ts';
import type { Database, Transaction } from '../prisma.ts';
import type { Sort } from '../queries/cursor.ts';
import { type CHANGE_SORTS, pageOfProcesses } from '../queries/processes.ts';
import { countRows, whereGiven } from '../queries/scope.ts';
import { openLine } from './declarations.ts';

/** What an Esat declared of its workers, by the keyed mark of each. */
export interface DeclaredOf {
  lines: Map<string, { year: number; line: DeclaredLine }[]>;
  changes: Map<string, ActivityChange[]>;
}

/**
 * November's lines that count and the changes that were not refused: of these workers, or of everybody in the last year that was declared. A change
 * whose words are over their term is known no more.
 */
export async function declaredOf(
  db: Transaction,
  seal: Seal,
  partnerId: string,
  marks: readonly string[] | null,
): Promise<DeclaredOf> {
  const whose =
    marks === null
      ? Prisma.sql`d.year = (SELECT max(year) FROM esat_declaration WHERE partner_id = ${partnerId} AND submission_id IS NOT NULL)`
      : Prisma.sql`l.worker_mark = ANY(${[...marks]})`;
  const rows = await db.$queryRaw<
    { year: number; mark: string; submissionId: string; position: number; ciphertext: Uint8Array }[]
  >`
    SELECT d.year, l.worker_mark AS mark, l.submission_id AS "submissionId", l.position, l.ciphertext
      FROM esat_line l JOIN esat_declaration d ON d.submission_id = l.submission_id
      WHERE d.partner_id = ${partnerId} AND ${whose}`;
  const lines: DeclaredOf['lines'] = new Map();
  for (const row of rows) add(lines, row.mark, { year: row.year, line: openLine(seal, row) });
  const declared = await db.$queryRaw<{ id: string; facts: ActivityChangeFacts }[]>`
    SELECT id, facts FROM process WHERE type = 'activityChange' AND partner_id = ${partnerId} AND state <> ALL(${[...WITHOUT_EFFECT]})
      AND ${marks === null ? Prisma.sql`true` : Prisma.sql`facts ->> 'worker' = ANY(${[...marks]})`}`;
  const changes: DeclaredOf['changes'] = new Map();
  const words = await openSealedOfEach(
    db,
    seal,
    declared.map(({ id, facts }) => ({ processId: id, id: facts.declaredId })),
  );
  for (const { facts } of declared) {
    const change = words.get(facts.declaredId);
    if (change !== undefined) add(changes, facts.worker, change as ActivityChange);
  }
  return { lines, changes };
}

function add<T>(map: Map<string, T[]>, key: string, one: T): void {
  map.set(key, [...(map.get(key) ?? []), one]);
}

/** Whether an Esat other than this one has declared a worker, in a November or by a change that was not refused. */
export async function isDeclaredElsewhere(
  db: Transaction,
  partnerId: string,
  marks: readonly string[],
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ elsewhere: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM esat_line l JOIN esat_declaration d ON d.submission_id = l.submission_id
        WHERE l.worker_mark = ANY(${[...marks]}) AND d.partner_id <> ${partnerId})
      OR EXISTS (SELECT 1 FROM process WHERE type = 'activityChange' AND partner_id <> ${partnerId}
        AND state <> ALL(${[...WITHOUT_EFFECT]}) AND facts ->> 'worker' = ANY(${[...marks]})) AS elsewhere`;
  return row?.elsewhere ?? false;
}

const changesOf = (of: { partnerId: string } | { caf: string }) =>
  whereGiven({ type: 'activityChange', ...('caf' in of ? of : { partner_id: of.partnerId }) });

/** Changes of an Esat, or those that wait at a Caf or were answered there; newest first where nobody says otherwise. */
export function listChanges(
  db: Database,
  of: { partnerId: string } | { caf: string },
  asked: { limit: number; cursor?: string | undefined; sort?: Sort<typeof CHANGE_SORTS> },
) {
  return pageOfProcesses(db, { shares: [Prisma.sql`true`], conditions: changesOf(of) }, asked);
}

/** How many of them there are, as far as lists are counted; null: more. */
export function countChanges(db: Database, of: { partnerId: string } | { caf: string }): Promise<number | null> {
  return countRows(db, 'process', [Prisma.sql`true`], changesOf(of));
}
