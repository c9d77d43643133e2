import type { Group } from '../../../domain/people/types.ts';
import { SERVICES } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { FROZEN_GROUP } from '../people/liveGroup.ts';
import { toGroup } from '../people/peopleRows.ts';
import type { Database } from '../prisma.ts';
import type { Row } from '../rows.ts';
import {
  askedOrder,
  COUNTED_AT_MOST,
  countedUpTo,
  nameKey,
  type Page,
  pageOf,
  type Sort,
  statementOrder,
  wordKey,
} from './cursor.ts';

/** A group as lists and pages show it. */
export interface GroupRow extends Group {
  partnerId: string;
  parent: { id: string; code: string; label: string } | null;
  manager: { id: string; name: string } | null;
  members: number;
  /** roles of the bulletin in force (GRP-12) */
  offered: string[];
}

const SELECT = Prisma.sql`
  to_jsonb(g) || jsonb_build_object(
    'frozen', ${FROZEN_GROUP},
    'parent', (SELECT jsonb_build_object('id', p.id, 'code', p.code, 'label', p.label) FROM user_group p WHERE p.id = g.parent_id),
    'manager', (SELECT jsonb_build_object('id', u.id, 'name', u.first_name || ' ' || u.last_name) FROM app_user u WHERE u.id = g.manager_id),
    'offered', coalesce((SELECT b.content -> 'roles' FROM document b WHERE b.convention_id = g.convention_id AND b.kind = 'BULLETIN'
      AND b.state = 'ACTIF' AND b.service = g.service), '[]'),
    'members', (SELECT count(*) FROM membership m WHERE m.group_id = g.id AND m.until IS NULL)) AS row`;

function toGroupRow(row: Row): GroupRow {
  return {
    ...toGroup(row),
    partnerId: row.partner_id as string,
    parent: (row.parent ?? null) as GroupRow['parent'],
    manager: (row.manager ?? null) as GroupRow['manager'],
    members: row.members as number,
    offered: row.offered as string[],
  };
}

/** What groups are sorted by. */
export const GROUP_SORTS = { code: 's', label: 's', service: 's', role: 's', manager: 's' } as const;
const SORT_KEYS: Readonly<Record<keyof typeof GROUP_SORTS, Prisma.Sql>> = {
  // the codes down to it: a space parts them and sorts first, so that each is followed by those below it
  code: Prisma.sql`t.place`,
  label: nameKey(Prisma.sql`g.label`),
  service: wordKey(Prisma.sql`g.service`, SERVICES),
  role: Prisma.sql`coalesce(g.role, '')`,
  manager: nameKey(Prisma.sql`coalesce(m.first_name || ' ' || m.last_name, '')`),
};

export interface GroupFilter {
  service?: string | undefined;
  /** closed ones too */
  closed?: boolean | undefined;
  /** only those right below this one */
  parentId?: string | undefined;
  /** only these (CON-05) */
  ids?: readonly string[] | undefined;
  sort?: Sort<typeof GROUP_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Groups of a partner; where nobody says otherwise by code, each followed by those below it. */
export async function listGroups(db: Database, partnerId: string, filter: GroupFilter): Promise<Page<GroupRow>> {
  const asked = askedOrder(GROUP_SORTS, filter.sort ?? 'code');
  const order = statementOrder(asked, [SORT_KEYS[asked.column], Prisma.sql`g.id`], filter.cursor);
  const conditions = [...groupConditions(partnerId, filter), ...order.after];
  const rows = await db.$queryRaw<{ place: string[]; row: Row }[]>`
    WITH RECURSIVE tree AS (
      SELECT id, code COLLATE "C" AS place FROM user_group WHERE partner_id = ${partnerId} AND parent_id IS NULL
      UNION ALL SELECT below.id, tree.place || ' ' || below.code FROM user_group below JOIN tree ON tree.id = below.parent_id
        WHERE below.partner_id = ${partnerId}
    )
    SELECT ${order.place} AS place, ${SELECT} FROM user_group g JOIN tree t ON t.id = g.id LEFT JOIN app_user m ON m.id = g.manager_id
      WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${filter.limit + 1}`;
  const page = pageOf(rows, filter.limit, ({ place }) => place);
  return { ...page, items: page.items.map(({ row }) => toGroupRow(row)) };
}

/** How many of them meet the filters, as far as lists are counted; null: more. */
export async function countGroups(db: Database, partnerId: string, filter: GroupFilter): Promise<number | null> {
  const [counted] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT 1 FROM user_group g WHERE ${Prisma.join(groupConditions(partnerId, filter), ' AND ')}
      LIMIT ${COUNTED_AT_MOST + 1}) counted`;
  return countedUpTo(counted?.n ?? 0);
}

const groupConditions = (partnerId: string, { service, closed, parentId, ids }: GroupFilter): Prisma.Sql[] => [
  Prisma.sql`g.partner_id = ${partnerId}`,
  ...(service === undefined ? [] : [Prisma.sql`g.service = ${service}`]),
  ...(closed === true ? [] : [Prisma.sql`g.closed_at IS NULL`]),
  ...(parentId === undefined ? [] : [Prisma.sql`g.parent_id = ${parentId}`]),
  ...(ids === undefined ? [] : [Prisma.sql`g.id = ANY(${[...ids]})`]),
];

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
