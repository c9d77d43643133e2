import { lostPlace } from '../../../domain/errors.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import type { Reach } from '../../../domain/protege/access.ts';
import type { MeasureCode } from '../../../domain/protege/measures.ts';
import type { ProtegeSearch } from '../../../domain/protege/search.ts';
import type { ProtegePage, ProtegeSource } from '../../../domain/protege/source.ts';
import type { Protege } from '../../../domain/protege/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { decodeCursor, pageOf } from '../queries/cursor.ts';

type Row = Omit<Protege, 'measure'> & { measure: string };

const COLUMNS = Prisma.sql`reference, number, last_name AS "lastName", first_name AS "firstName", birth_date AS "birthDate",
  measure, measure_ends_on AS "measureEndsOn", siret`;

/** The file of protégés as it is kept here, the source that ships with Passerelle. */
export function protegesIn(db: Database): ProtegeSource {
  return {
    async byReference(reference) {
      const row = await db.protege.findUnique({ where: { reference } });
      return row === null ? null : toProtege(row);
    },
    async byNumber(number) {
      return (await db.protege.findMany({ where: { number }, orderBy: { reference: 'asc' }, take: 100 })).map(
        toProtege,
      );
    },
    search: (reach, search, page) => searchIn(db, reach, search, page),
  };
}

/** Of a row of `protege`: its measure is in force, as `inForce` says (TUT-18). */
export function measureInForce(at: Date): Prisma.Sql {
  return Prisma.sql`(measure_ends_on IS NULL OR measure_ends_on >= ${parisDate(at)})`;
}

/** One walk of one index. A cursor is the last reference and tells no name. */
async function searchIn(
  db: Database,
  reach: Reach,
  { words, number }: ProtegeSearch,
  { limit, cursor, at }: ProtegePage,
) {
  const reached =
    'siren' in reach ? Prisma.sql`siren = ${reach.siren}` : Prisma.sql`siret = ANY (${[...reach.sirets]})`;
  const conditions = [
    reached,
    measureInForce(at),
    ...words.map((word) => Prisma.sql`search_text LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
    ...(number === null ? [] : [Prisma.sql`number LIKE ${`${number.replace(/[\\%_]/g, '\\$&')}%`}`]),
  ];
  const last = decodeCursor(cursor, 's')?.[0];
  if (last !== undefined) {
    const [anchor] = await db.$queryRaw<{ searchText: string }[]>`
      SELECT search_text AS "searchText" FROM protege WHERE reference = ${last} AND ${reached}`;
    if (anchor === undefined) throw lostPlace();
    conditions.push(Prisma.sql`(search_text, reference) > (${anchor.searchText}, ${last})`);
  }
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM protege WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY search_text, reference LIMIT ${limit + 1}`;
  return pageOf(rows.map(toProtege), limit, ({ reference }) => [reference]);
}

/** SIRETs that the newest Tiersi file to name this organisme knows of it, by its SIRET in MCP, now or when that was read (domain.md §5). */
export async function siretsInTiersi(db: Database, partnerId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ siret: string }[]>`
    WITH named AS (
      SELECT l.process_id, l.siret FROM partner p JOIN tiersi_line l ON l.siret_mcp IN (p.siret, p.reference_tiersi)
        WHERE p.id = ${partnerId} AND l.verdict = 'LUE'
    )
    SELECT DISTINCT siret FROM named WHERE process_id = (
      SELECT n.process_id FROM named n JOIN process p ON p.id = n.process_id ORDER BY p.created_at DESC, p.id DESC LIMIT 1)`;
  return rows.map(({ siret }) => siret);
}

export function toProtege(row: Row): Protege {
  const { reference, number, lastName, firstName, birthDate, measureEndsOn, siret } = row;
  // only the import writes measures, and it knows no other
  return {
    ...{ reference, number, lastName, firstName, birthDate, measureEndsOn, siret },
    measure: row.measure as MeasureCode,
  };
}
