import type { ServiceCode } from '../../../domain/service/services.ts';
import type { Database } from '../prisma.ts';

/**
 * Services of the groups a person belongs to whose role is attached and offered by the bulletin in force (GRP-12, GRP-14, CDAP-8); `open`:
 * the service is OUVERTE today, by that bulletin or by the one it takes over from (DEL-6). Nothing comes from being administrateur or gestionnaire.
 */
export async function servicesOfPerson(
  db: Database,
  userId: string,
): Promise<{ service: ServiceCode; open: boolean }[]> {
  return db.$queryRaw<{ service: ServiceCode; open: boolean }[]>`
    SELECT g.service, bool_or(coalesce(o.state = 'OUVERTE', false)) AS open
      FROM membership m JOIN user_group g ON g.id = m.group_id
      JOIN document b ON b.convention_id = g.convention_id AND b.kind = 'BULLETIN' AND b.state = 'ACTIF' AND b.service = g.service
        AND b.content -> 'roles' ? g.role
      LEFT JOIN opened_service o ON o.bulletin_id IN (b.id, b.replaces_id)
      WHERE m.user_id = ${userId} AND m.until IS NULL AND g.closed_at IS NULL
      GROUP BY g.service ORDER BY g.service`;
}
