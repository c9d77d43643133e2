import { Prisma } from '../../../generated/prisma/client.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import type { Transaction } from '../prisma.ts';

/** Who enters a service by its groups: how many people, of how many partners. */
export interface ServiceReach {
  people: number;
  partners: number;
}

/** By service, of one partner or of all (null): whom its closing would concern. A service without anybody is absent. */
export async function serviceReach(
  db: Transaction,
  partnerId: string | null,
): Promise<ReadonlyMap<string, ServiceReach>> {
  const of = partnerId === null ? Prisma.empty : Prisma.sql`AND g.partner_id = ${partnerId}`;
  const rows = await db.$queryRaw<(ServiceReach & { service: string })[]>`
    SELECT g.service, count(DISTINCT m.user_id)::int AS people, count(DISTINCT g.partner_id)::int AS partners
    FROM user_group g JOIN membership m ON m.group_id = g.id AND m.until IS NULL
      JOIN app_user u ON u.id = m.user_id AND u.state <> 'CLOS'
    WHERE ${LIVE_GROUP} ${of} GROUP BY g.service`;
  return new Map(rows.map(({ service, people, partners }) => [service, { people, partners }]));
}
