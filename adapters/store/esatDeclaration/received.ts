import { ESAT_SERVICE } from '../../../domain/esatDeclaration/service.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database, Transaction } from '../prisma.ts';
import {
  askedOrder,
  decodeCursor,
  instantKey,
  nameKey,
  type Page,
  pageOf,
  placed,
  type Sort,
  statementOrder,
} from '../queries/cursor.ts';

interface Asked {
  caf: string;
  year: number;
  limit: number;
  cursor?: string | undefined;
}

/** What a Caf has of an Esat: how many of its own allocataires it declared, wherever the Esat is managed. */
export interface ReceivedFrom {
  partnerId: string;
  organisme: string;
  siret: string;
  /** Caf that manages the Esat */
  caf: string;
  number: string;
  version: number;
  at: Date;
  workers: number;
}

/** What that list is sorted by. */
export const RECEIVED_SORTS = { organisme: 's', siret: 's', caf: 's', at: 's' } as const;
const RECEIVED_KEYS: Readonly<Record<keyof typeof RECEIVED_SORTS, Prisma.Sql>> = {
  organisme: nameKey(Prisma.sql`p.raison_sociale`),
  siret: Prisma.sql`p.siret`,
  caf: Prisma.sql`p.caf`,
  at: instantKey(Prisma.sql`s.submitted_at`),
};

/** Esat that have declared a Caf's own allocataires for a year, by name where nobody says otherwise (ESAT-7). */
export async function receivedBy(
  db: Database,
  { caf, year, limit, cursor, sort = 'organisme' }: Asked & { sort?: Sort<typeof RECEIVED_SORTS> },
): Promise<Page<ReceivedFrom>> {
  const asked = askedOrder(RECEIVED_SORTS, sort);
  const order = statementOrder(asked, [RECEIVED_KEYS[asked.column], Prisma.sql`p.id`], cursor);
  const rows = await db.$queryRaw<(ReceivedFrom & { place: string[] })[]>`
    SELECT ${order.place} AS place, p.id AS "partnerId", p.raison_sociale AS organisme, p.siret, p.caf, s.number, s.version, s.submitted_at AS at, count(*)::int AS workers
      FROM esat_line l JOIN esat_declaration d ON d.submission_id = l.submission_id AND d.year = ${year}
        JOIN esat_submission s ON s.id = l.submission_id JOIN partner p ON p.id = d.partner_id
      WHERE ${Prisma.join([Prisma.sql`l.caf = ${caf}`, ...order.after], ' AND ')}
      GROUP BY p.id, s.id ORDER BY ${order.by} LIMIT ${limit + 1}`;
  return placed(rows, limit);
}

/** Lines of a Caf's own allocataires that count, still sealed, in the order of their Esat; `cursor` as of every list. */
export async function linesFor(db: Database, { caf, year, limit, cursor }: Asked) {
  const after = decodeCursor(cursor, 'sn');
  const beyond =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(l.submission_id, l.position) > (${after[0] as string}, ${after[1] as number}::int)`;
  const rows = await db.$queryRaw<
    {
      submissionId: string;
      position: number;
      ciphertext: Uint8Array;
      organisme: string;
      siret: string;
      number: string;
    }[]
  >`
    SELECT l.submission_id AS "submissionId", l.position, l.ciphertext, p.raison_sociale AS organisme, p.siret, s.number
      FROM esat_line l JOIN esat_declaration d ON d.submission_id = l.submission_id AND d.year = ${year}
        JOIN esat_submission s ON s.id = l.submission_id JOIN partner p ON p.id = d.partner_id
      WHERE l.caf = ${caf} AND ${beyond} ORDER BY l.submission_id, l.position LIMIT ${limit + 1}`;
  return pageOf(rows, limit, (row) => [row.submissionId, row.position]);
}

/** Of `partner p`: the service is open to it and it has not declared for the year. */
export const notDeclared = (year: number): Prisma.Sql => Prisma.sql`${DECLARES}
  AND NOT EXISTS (SELECT 1 FROM esat_declaration d WHERE d.partner_id = p.id AND d.year = ${year} AND d.submission_id IS NOT NULL)`;

/** Of `partner p`: it is expected to declare, the service being open to it (ESAT-10). */
const DECLARES = Prisma.sql`EXISTS (SELECT 1 FROM opened_service o WHERE o.partner_id = p.id AND o.service = ${ESAT_SERVICE} AND o.state = 'OUVERTE')`;

export interface MissingEsat {
  partnerId: string;
  organisme: string;
  siret: string;
  /** when something was last kept as a draft; null: nothing was begun */
  draftAt: Date | null;
}

/** What that list is sorted by. */
export const MISSING_SORTS = { organisme: 's', siret: 's', draftAt: 's' } as const;
const MISSING_KEYS: Readonly<Record<keyof typeof MISSING_SORTS, Prisma.Sql>> = {
  organisme: nameKey(Prisma.sql`p.raison_sociale`),
  siret: Prisma.sql`p.siret`,
  draftAt: instantKey(Prisma.sql`e.draft_at`),
};

/** Esat of a Caf that have not declared, by name where nobody says otherwise. */
export async function missingEsats(
  db: Database,
  { caf, year, limit, cursor, sort = 'organisme' }: Asked & { sort?: Sort<typeof MISSING_SORTS> },
): Promise<Page<MissingEsat>> {
  const asked = askedOrder(MISSING_SORTS, sort);
  const order = statementOrder(asked, [MISSING_KEYS[asked.column], Prisma.sql`p.id`], cursor);
  const conditions = [Prisma.sql`p.caf = ${caf}`, notDeclared(year), ...order.after];
  const rows = await db.$queryRaw<(MissingEsat & { place: string[] })[]>`
    SELECT ${order.place} AS place, p.id AS "partnerId", p.raison_sociale AS organisme, p.siret, e.draft_at AS "draftAt"
      FROM partner p LEFT JOIN esat_declaration e ON e.partner_id = p.id AND e.year = ${year}
      WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${limit + 1}`;
  return placed(rows, limit);
}

/** A Caf's figures of a year: its own allocataires, and its own Esat. */
export interface EsatCounts {
  workers: number;
  esats: number;
  expected: number;
  missing: number;
}

export async function esatCounts(db: Transaction, caf: string, year: number): Promise<EsatCounts> {
  const [row] = await db.$queryRaw<EsatCounts[]>`
    SELECT count(*)::int AS workers, count(DISTINCT l.submission_id)::int AS esats,
        (SELECT count(*)::int FROM partner p WHERE p.caf = ${caf} AND ${DECLARES}) AS expected,
        (SELECT count(*)::int FROM partner p WHERE p.caf = ${caf} AND ${notDeclared(year)}) AS missing
      FROM esat_line l JOIN esat_declaration d ON d.submission_id = l.submission_id AND d.year = ${year} WHERE l.caf = ${caf}`;
  return row ?? { workers: 0, esats: 0, expected: 0, missing: 0 };
}
