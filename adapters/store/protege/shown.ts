import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import { measureInForce } from './proteges.ts';

/** Whether a file of protégés was imported: without one, what a search shows is not known here. */
export const THERE_IS_A_FILE = Prisma.sql`EXISTS (SELECT 1 FROM protege)`;

/** How many people each search shows an organisme, as `search` of its space finds them (TUT-8, TUT-9). */
export interface Shown {
  bySiren: number;
  bySiret: number;
}

/** People of one organisme by the SIREN of this SIRET, and by it alone, whose measure is in force (TUT-18); its last line is a condition. */
export function shownTo(siret: Prisma.Sql, at: Date): Prisma.Sql {
  return Prisma.sql`
      SELECT count(DISTINCT g.number)::int AS by_siren, count(DISTINCT g.number) FILTER (WHERE g.siret = ${siret})::int AS by_siret
        FROM protege g WHERE g.siren = left(${siret}, 9) AND ${measureInForce(at)}`;
}

/** What the file of protégés shows each of these SIRETs; null: there is no file. */
export async function shownInFile(
  tx: Pick<Transaction, '$queryRaw'>,
  sirets: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, Shown> | null> {
  const [file] = await tx.$queryRaw<{ there: boolean }[]>`SELECT ${THERE_IS_A_FILE} AS there`;
  if (file?.there !== true) return null;
  const rows = await tx.$queryRaw<(Shown & { siret: string })[]>`
    SELECT w.siret, s.by_siren AS "bySiren", s.by_siret AS "bySiret" FROM unnest(${[...new Set(sirets)]}::text[]) AS w (siret)
      CROSS JOIN LATERAL (${shownTo(Prisma.sql`w.siret`, at)}) s`;
  return new Map(rows.map(({ siret, bySiren, bySiret }) => [siret, { bySiren, bySiret }]));
}
