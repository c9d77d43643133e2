import type { Group } from '../../domain/organisation/types.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { toGroup } from '../peopleRows.ts';
import type { Database } from '../prisma.ts';
import type { Row } from '../rows.ts';
import { decodeCursor, type Page, pageOf } from './cursor.ts';

/** A group as lists and pages show it. */
export interface GroupRow extends Group {
  partnerId: string;
  manager: { id: string; name: string } | null;
  members: number;
  /** roles of the bulletin in force (GRP-12) */
  offered: string[];
}

const SELECT = Prisma.sql`
  to_jsonb(g) || jsonb_build_object(
    'manager', (SELECT jsonb_build_object('id', u.id, 'name', u.first_name || ' ' || u.last_name) FROM app_user u WHERE u.id = g.manager_id),
    'offered', coalesce((SELECT b.content -> 'roles' FROM document b WHERE b.convention_id = g.convention_id AND b.kind = 'BULLETIN'
      AND b.state = 'ACTIF' AND b.service = g.service), '[]'),
    'members', (SELECT count(*) FROM membership m WHERE m.group_id = g.id AND m.until IS NULL)) AS row`;

function toGroupRow(row: Row): GroupRow {
  return {
    ...toGroup(row),
    partnerId: row.partner_id as string,
    manager: (row.manager ?? null) as GroupRow['manager'],
    members: row.members as number,
    offered: row.offered as string[],
  };
}

export interface GroupFilter {
  service?: string | undefined;
  /** closed ones too */
  closed?: boolean | undefined;
  /** only those this person manages, subgroups included (CON-05) */
  managedBy?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Groups of a partner by code. */
export async function listGroups(db: Database, partnerId: string, filter: GroupFilter): Promise<Page<GroupRow>> {
  const after = filter.cursor === undefined ? null : decodeCursor(filter.cursor, 'ss');
  const conditions = [
    Prisma.sql`g.partner_id = ${partnerId}`,
    ...(filter.service === undefined ? [] : [Prisma.sql`g.service = ${filter.service}`]),
    ...(filter.closed === true ? [] : [Prisma.sql`g.closed_at IS NULL`]),
    ...(filter.managedBy === undefined
      ? []
      : [
          Prisma.sql`(g.manager_id = ${filter.managedBy} OR EXISTS (SELECT 1 FROM user_group parent WHERE parent.id = g.parent_id AND parent.manager_id = ${filter.managedBy}))`,
        ]),
    ...(after === null ? [] : [Prisma.sql`(g.code, g.id) > (${after[0]}, ${after[1]})`]),
  ];
  const rows = await db.$queryRaw<{ row: Row }[]>`
    SELECT ${SELECT} FROM user_group g WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY g.code, g.id LIMIT ${filter.limit + 1}`;
  return pageOf(
    rows.map(({ row }) => toGroupRow(row)),
    filter.limit,
    (row) => [row.code, row.id],
  );
}

/** What groups are called. */
export async function groupsByIds(
  db: Database,
  ids: readonly string[],
): Promise<{ id: string; code: string; label: string }[]> {
  return db.group.findMany({ where: { id: { in: [...ids] } }, select: { id: true, code: true, label: true } });
}

/** One group; null when there is none. */
export async function groupById(db: Database, id: string): Promise<GroupRow | null> {
  const [found] = await db.$queryRaw<{ row: Row }[]>`SELECT ${SELECT} FROM user_group g WHERE g.id = ${id}`;
  return found === undefined ? null : toGroupRow(found.row);
}
