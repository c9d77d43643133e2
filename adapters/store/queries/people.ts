import { ACCOUNT_STATE_LABELS, type Account } from '../../../domain/account/types.ts';
import { DOUBT } from '../../../domain/mail/trouble.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { searchTextOf } from '../dossier/startProcess.ts';
import { toAccount } from '../people/peopleRows.ts';
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

/** Someone of a partner with the groups they are in, as lists and pages show them. */
export interface UserRow extends Account {
  partnerId: string;
  caf: string;
  groups: { id: string; code: string; label: string; service: string; role: string | null }[];
  managed: { id: string; code: string; label: string }[];
  /** nobody knows whether what they enter with has arrived (R2) */
  mailDoubt: boolean;
}

/** What every reading of people selects: the account, the secret's facts without its hash, groups. */
const SELECT = Prisma.sql`
  to_jsonb(u) || jsonb_build_object(
    'secret', (SELECT to_jsonb(s) - 'hash' - 'ciphertext' FROM temporary_secret s
      WHERE s.user_id = u.id AND s.consumed_at IS NULL AND s.voided_at IS NULL),
    'mail_doubt', EXISTS (SELECT 1 FROM process p WHERE p.incident = ${DOUBT} AND p.closed_at IS NULL AND (p.business_key = u.id
      OR p.business_key IN (SELECT s.id FROM temporary_secret s WHERE s.user_id = u.id AND s.consumed_at IS NULL AND s.voided_at IS NULL))),
    'partner_caf', r.caf,
    'groups', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'code', g.code, 'label', g.label, 'service', g.service, 'role', g.role)
        ORDER BY g.code), '[]') FROM membership m JOIN user_group g ON g.id = m.group_id
      WHERE m.user_id = u.id AND m.until IS NULL AND g.closed_at IS NULL),
    'managed', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'code', g.code, 'label', g.label) ORDER BY g.code), '[]')
      FROM user_group g WHERE g.manager_id = u.id AND g.closed_at IS NULL)) AS row`;

function toUserRow(row: Row): UserRow {
  return {
    ...toAccount(row),
    partnerId: row.partner_id as string,
    caf: row.partner_caf as string,
    groups: row.groups as UserRow['groups'],
    managed: row.managed as UserRow['managed'],
    mailDoubt: row.mail_doubt as boolean,
  };
}

/** What people are sorted by. */
export const USER_SORTS = { name: 's', login: 's', email: 's', state: 's' } as const;
const SORT_KEYS: Readonly<Record<keyof typeof USER_SORTS, readonly [Prisma.Sql, ...Prisma.Sql[]]>> = {
  name: [nameKey(Prisma.sql`u.last_name`), nameKey(Prisma.sql`u.first_name`)],
  login: [Prisma.sql`u.login`],
  email: [Prisma.sql`u.email`],
  state: [wordKey(Prisma.sql`u.state`, ACCOUNT_STATE_LABELS)],
};

export interface UserFilter {
  q?: string | undefined;
  state?: string | undefined;
  groupId?: string | undefined;
  /** only members of these groups, and this person (CON-05) */
  within?: { groupIds: readonly string[]; or: string } | undefined;
  sort?: Sort<typeof USER_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** People of a partner, by name where nobody says otherwise (RGT-10); every word of `q` must occur in name, address or identifiant. */
export async function listUsers(db: Database, partnerId: string, filter: UserFilter): Promise<Page<UserRow>> {
  const asked = askedOrder(USER_SORTS, filter.sort ?? 'name');
  const order = statementOrder(asked, [...SORT_KEYS[asked.column], Prisma.sql`u.id`], filter.cursor);
  const conditions = [...userConditions(partnerId, filter), ...order.after];
  const rows = await db.$queryRaw<{ row: Row; place: string[] }[]>`
    SELECT ${SELECT}, ${order.place} AS place FROM app_user u JOIN partner r ON r.id = u.partner_id
      WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${filter.limit + 1}`;
  const page = pageOf(rows, filter.limit, ({ place }) => place);
  return { ...page, items: page.items.map(({ row }) => toUserRow(row)) };
}

/** How many of them meet the filters, as far as lists are counted; null: more. */
export async function countUsers(db: Database, partnerId: string, filter: UserFilter): Promise<number | null> {
  const [counted] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT 1 FROM app_user u WHERE ${Prisma.join(userConditions(partnerId, filter), ' AND ')}
      LIMIT ${COUNTED_AT_MOST + 1}) counted`;
  return countedUpTo(counted?.n ?? 0);
}

function userConditions(partnerId: string, filter: UserFilter): Prisma.Sql[] {
  const words = searchTextOf(filter.q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
  return [
    Prisma.sql`u.partner_id = ${partnerId}`,
    ...words.map((word) => Prisma.sql`u.search_text LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
    ...(filter.state === undefined ? [] : [Prisma.sql`u.state = ${filter.state}`]),
    ...(filter.groupId === undefined
      ? []
      : [
          Prisma.sql`EXISTS (SELECT 1 FROM membership m WHERE m.user_id = u.id AND m.group_id = ${filter.groupId} AND m.until IS NULL)`,
        ]),
    ...(filter.within === undefined
      ? []
      : [
          Prisma.sql`(u.id = ${filter.within.or} OR EXISTS (SELECT 1 FROM membership m JOIN user_group g ON g.id = m.group_id
            WHERE m.user_id = u.id AND m.until IS NULL AND g.closed_at IS NULL AND g.id = ANY(${[...filter.within.groupIds]})))`,
        ]),
  ];
}

/** One person of a partner; null when there is none. */
export async function userById(db: Database, id: string): Promise<UserRow | null> {
  const [found] = await db.$queryRaw<{ row: Row }[]>`
    SELECT ${SELECT} FROM app_user u JOIN partner r ON r.id = u.partner_id WHERE u.id = ${id}`;
  return found === undefined ? null : toUserRow(found.row);
}

/** These people, by name. */
export async function usersByIds(db: Database, ids: readonly string[]): Promise<UserRow[]> {
  const rows = await db.$queryRaw<{ row: Row }[]>`
    SELECT ${SELECT} FROM app_user u JOIN partner r ON r.id = u.partner_id WHERE u.id = ANY (${[...ids]})
      ORDER BY u.last_name, u.first_name, u.id`;
  return rows.map(({ row }) => toUserRow(row));
}

/** People of a Caf's partners who have this address, oldest first. */
export async function usersByAddress(db: Database, caf: string, email: string): Promise<UserRow[]> {
  const rows = await db.$queryRaw<{ row: Row }[]>`
    SELECT ${SELECT} FROM app_user u JOIN partner r ON r.id = u.partner_id
      WHERE u.email = ${email} AND r.caf = ${caf} ORDER BY u.created_at, u.id`;
  return rows.map(({ row }) => toUserRow(row));
}

/** Those of these ids that are people of this partner. */
export async function usersOfPartner(db: Database, partnerId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await db.user.findMany({ where: { partnerId, id: { in: [...ids] } }, select: { id: true } });
  return rows.map((row) => row.id);
}
