import type { TuteurVerdict } from '../../../domain/tuteur/verdict.ts';
import type { TuteurCell } from '../../../domain/tuteurReopening/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import { shownTo, THERE_IS_A_FILE } from '../protege/shown.ts';

/** End of a correction that keeps the SIRET as it is. */
const KEPT = 'MAINTENUE';

/**
 * The tuteurs of a reopening with what each search shows them, and where their correction stands. `by_siren`, `by_siret`: people in the file of
 * protégés whose measure is in force at `at`, where there is such a file, as the space itself finds them; else what Tiersi counts, which is kept
 * beside it (TUT-3, TUT-8, TUT-9).
 */
export function tuteurs(id: string, at: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT c.*, 'siretMcpInconnu' = ANY(c.flags) AS unknown,
      CASE WHEN c.corrected_at IS NOT NULL THEN 'CORRECTED' WHEN c.correction_state = ${KEPT} THEN 'KEPT'
        WHEN c.correction_id IS NOT NULL THEN 'STARTED' ELSE 'NONE' END AS correction,
      c.opened_at IS NOT NULL AND c.closed_at IS NULL AS open,
      CASE WHEN f.there THEN s.by_siren ELSE l.by_siren END AS by_siren, CASE WHEN f.there THEN s.by_siret ELSE l.by_siret END AS by_siret,
      l.by_siren AS tiersi_by_siren, l.by_siret AS tiersi_by_siret
    FROM tuteur_check c CROSS JOIN (SELECT ${THERE_IS_A_FILE} AS there) f
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(t.proteges) FILTER (WHERE t.siren = left(c.siret_mcp, 9)), 0)::int AS by_siren,
          coalesce(sum(t.proteges) FILTER (WHERE t.siret = c.siret_mcp), 0)::int AS by_siret
        FROM tiersi_line t WHERE t.process_id = c.process_id AND t.siret_mcp = left(c.reference, 14) AND t.verdict = 'LUE') l
    CROSS JOIN LATERAL (${shownTo(Prisma.sql`c.siret_mcp`, at)} AND f.there) s
    WHERE c.process_id = ${id}`;
}

interface Row extends Omit<TuteurCell, 'siretMcpInconnu'> {
  unknown: boolean;
}

/** How many tuteurs are alike in everything that decides: what figures, gates and waves are made of. */
export async function cellsOf(tx: Pick<Transaction, '$queryRaw'>, id: string, at: Date): Promise<TuteurCell[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT t.caf, t.verdict, t.unknown, t.refusal, t.correction, t.by_siren > 0 AS "seesBySiren", t.by_siret > 0 AS "seesBySiret", t.open,
        count(*)::int AS tuteurs, sum(t.by_siren)::int AS "bySiren", sum(t.by_siret)::int AS "bySiret",
        sum(t.tiersi_by_siren)::int AS "tiersiBySiren", sum(t.tiersi_by_siret)::int AS "tiersiBySiret"
      FROM (${tuteurs(id, at)}) t GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8`;
  return rows.map(({ unknown, ...cell }) => ({
    ...cell,
    verdict: cell.verdict as TuteurVerdict,
    siretMcpInconnu: unknown,
  }));
}

/** Whether a tuteur `t` is one of these cells. */
export function cellOf(cells: readonly TuteurCell[]): Prisma.Sql {
  const wanted = cells.map(
    ({ caf, verdict, siretMcpInconnu, refusal, correction, seesBySiren, seesBySiret, open }) => ({
      ...{ caf, verdict, unknown: siretMcpInconnu, refusal, correction, open },
      ...{ sees_siren: seesBySiren, sees_siret: seesBySiret },
    }),
  );
  return Prisma.sql`EXISTS (
    SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (caf text, verdict text, "unknown" boolean, refusal text, correction text,
        "open" boolean, sees_siren boolean, sees_siret boolean)
      WHERE w.caf IS NOT DISTINCT FROM t.caf AND w.verdict = t.verdict AND w.unknown = t.unknown AND w.refusal IS NOT DISTINCT FROM t.refusal
        AND w.correction = t.correction AND w.open = t.open AND w.sees_siren = (t.by_siren > 0) AND w.sees_siret = (t.by_siret > 0))`;
}
