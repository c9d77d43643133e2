import type { Ending } from '../../../domain/conventionEnding/types.ts';
import { RESTING_ON_CONVENTION } from '../../../domain/process/types.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import type { Database } from '../prisma.ts';

/** What ends with a partner's convention (CONV-13), and the end that is on its way. */
export interface ConventionEnd {
  /** null: none is in force */
  convention: { number: string | null } | null;
  /** open or suspended */
  services: ServiceCode[];
  groups: number;
  /** accounts of its people that are not closed: they stay, without a service */
  accounts: number;
  /** what rests on the convention and is not over */
  processes: number;
  running: { processId: string; ending: Ending } | null;
}

/** What would end with the convention of a partner today. */
export async function conventionEndOf(db: Database, partnerId: string): Promise<ConventionEnd> {
  const resting = [...RESTING_ON_CONVENTION];
  const [row] = await db.$queryRaw<ConventionEnd[]>`
    SELECT
      (SELECT jsonb_build_object('number', d.number) FROM document d
        WHERE d.partner_id = ${partnerId} AND d.kind = 'CONVENTION' AND d.state = 'ACTIF' ORDER BY d.activated_at LIMIT 1) AS convention,
      (SELECT coalesce(jsonb_agg(DISTINCT o.service), '[]') FROM opened_service o
        WHERE o.partner_id = ${partnerId} AND o.state IN ('OUVERTE', 'SUSPENDUE')) AS services,
      (SELECT count(*)::int FROM user_group g WHERE g.partner_id = ${partnerId} AND ${LIVE_GROUP}) AS groups,
      (SELECT count(*)::int FROM app_user u WHERE u.partner_id = ${partnerId} AND u.state <> 'CLOS') AS accounts,
      (SELECT count(*)::int FROM process p WHERE p.partner_id = ${partnerId} AND p.closed_at IS NULL
        AND p.type <> 'conventionEnding' AND p.type = ANY(${resting}::text[])) AS processes,
      (SELECT jsonb_build_object('processId', p.id, 'ending', p.facts -> 'ending') FROM process p
        WHERE p.partner_id = ${partnerId} AND p.type = 'conventionEnding' AND p.closed_at IS NULL LIMIT 1) AS running`;
  return row ?? { convention: null, services: [], groups: 0, accounts: 0, processes: 0, running: null };
}
