import type { Dossier } from '../../../domain/dossier/types.ts';
import type { MovedGroups } from '../../../domain/succession/moveToSuccessor.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { fromGroup } from '../people/peopleRows.ts';
import type { Write } from '../writes.ts';

/**
 * Groups that move to the successor convention (DEL-10) as writes beside those of the dossier's act. Who loses a service by it is no longer
 * habilitated for it (TIME-2).
 */
export function successionWrites({ groups, detached }: MovedGroups, dossier: Dossier, at: Date): Write[] {
  const rows = JSON.stringify(groups.map((group) => fromGroup(dossier.partner.id, group)));
  const lost = detached.map(({ id }) => id);
  return [
    {
      name: 'moved_group',
      sql: Prisma.sql`
        INSERT INTO user_group SELECT * FROM jsonb_populate_recordset(null::user_group, ${rows}::jsonb)
          ON CONFLICT (id) DO UPDATE SET convention_id = excluded.convention_id, role = excluded.role, role_since = excluded.role_since,
            role_detached_at = excluded.role_detached_at, version = excluded.version`,
    },
    {
      name: 'ended_use',
      // the other writes are not seen here: the groups that lose their role are left out by name
      sql: Prisma.sql`
        UPDATE service_use u SET ended_at = ${at}
          WHERE u.ended_at IS NULL
            AND EXISTS (SELECT 1 FROM membership m JOIN user_group g ON g.id = m.group_id
              WHERE m.user_id = u.user_id AND g.service = u.service AND m.until IS NULL AND g.id = ANY(${lost}::text[]))
            AND NOT EXISTS (SELECT 1 FROM membership m JOIN user_group g ON g.id = m.group_id
              WHERE m.user_id = u.user_id AND g.service = u.service AND m.until IS NULL AND g.closed_at IS NULL AND g.role IS NOT NULL
                AND g.id <> ALL(${lost}::text[]))`,
    },
  ];
}
