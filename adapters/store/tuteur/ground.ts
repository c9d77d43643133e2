import type { TuteurGround, TuteurLine } from '../../../domain/tuteur/ground.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Write } from '../writes.ts';
import { tellingReopening } from './tellReopening.ts';

/** As `tuteurGround` reads it. */
export interface TuteurGroundRow {
  reopening: TuteurGround['reopening'];
  check: (Omit<TuteurLine, 'correctedAt'> & { correctedAt: string | null; seen: string }) | null;
}

/** Of a tuteur `c` and his correction `p`: the SIRETs that Tiersi knows, in the order of its file, and whose else each is already. */
export const TIERSI_SIRETS = Prisma.sql`
  (SELECT coalesce(jsonb_agg(jsonb_build_object('siren', l.siren, 'siret', l.siret, 'proteges', l.proteges, 'heldBy',
      (SELECT h.raison_sociale FROM partner h WHERE h.siret = l.siret AND h.id <> p.partner_id)) ORDER BY l.first), '[]')
    FROM (SELECT siren, siret, min("row") AS first, sum(coalesce(proteges, 0))::int AS proteges FROM tiersi_line
      WHERE process_id = c.process_id AND siret_mcp = c.reference AND verdict = 'LUE' GROUP BY siren, siret) l)`;

/**
 * Of the correction `p` of a tuteur's SIRET (a row of `process`): his line in the reopening, with the SIRETs of Tiersi and which other
 * partner bears them already; null for every other process. A line that another correction has taken over is none of this one's.
 */
export const TUTEUR_GROUND = Prisma.sql`
  CASE WHEN p.type = 'siretCorrection' THEN jsonb_build_object(
    'reopening', (SELECT jsonb_build_object('ended', o.closed_at IS NOT NULL, 'launchedBy',
        (SELECT jsonb_build_object('name', u.first_name || ' ' || u.last_name, 'email', u.email) FROM app_user u WHERE u.id = o.created_by))
      FROM process o WHERE o.id = p.facts -> 'correction' ->> 'reopeningId'),
    'check', (SELECT jsonb_build_object('siretMcp', c.siret_mcp, 'siren', c.siren, 'verdict', c.verdict, 'flags', c.flags,
        'correctedAt', c.corrected_at, 'seen', c.xmin::text,
        'sirets', ${TIERSI_SIRETS})
      FROM tuteur_check c WHERE c.process_id = p.facts -> 'correction' ->> 'reopeningId'
        AND c.reference = p.facts -> 'correction' ->> 'reference' AND c.correction_id = p.id)) END`;

/** The ground of such a row. */
export function tuteurFrom(row: TuteurGroundRow | null): TuteurGround | null {
  if (row === null) return null;
  if (row.check === null) return { reopening: row.reopening, check: null };
  const { seen: _, correctedAt, ...line } = row.check;
  return {
    reopening: row.reopening,
    check: { ...line, correctedAt: correctedAt === null ? null : new Date(correctedAt) },
  };
}

/**
 * What a correction makes of its tuteur's line, in the statement that saves it, and the reopening is told of it; `seen`: the version of the line that was read. A newer file
 * may have judged it anew meanwhile: the division by zero undoes the whole statement, and the act begins anew on what is there (ADR 8).
 */
export function tuteurWrites(correctionId: string, state: string, check: TuteurLine, seen: string, at: Date): Write[] {
  const { siretMcp, verdict, flags, siren, correctedAt } = check;
  const sql = Prisma.sql`
    UPDATE tuteur_check SET siret_mcp = ${siretMcp}, verdict = ${verdict}, flags = ${flags}, siren = ${siren}, correction_state = ${state},
      corrected_at = ${correctedAt}
    WHERE correction_id = ${correctionId} AND xmin = ${seen}::xid RETURNING 1`;
  // what the reopening counts has changed: its gates may hold now (`POLICY_TUT_GATE`)
  const when = Prisma.sql`EXISTS (
    SELECT 1 FROM tuteur_check c WHERE c.correction_id = ${correctionId} AND c.process_id = p.id
      AND (c.correction_state, c.verdict, c.corrected_at) IS DISTINCT FROM (${state}::text, ${verdict}::text, ${correctedAt}::timestamptz))`;
  return [
    { name: 'judged', sql, then: Prisma.sql`1 / (SELECT count(*) FROM judged)` },
    { name: 'reopening_told', sql: tellingReopening(at, { soon: false, when }) },
  ];
}
