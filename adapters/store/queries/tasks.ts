import { parisDate } from '../../../domain/policy/calendar.ts';
import { TASK_WORDS } from '../../../domain/task/kinds.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database, Transaction } from '../prisma.ts';
import { type Sort, wordKey } from './cursor.ts';
import { readersOf } from './processes.ts';
import { cafShares, countRows, type Scope, sortedPage, whereGiven } from './scope.ts';

const COLUMNS = {
  id: true,
  kind: true,
  processId: true,
  subject: true,
  caf: true,
  role: true,
  assigneeId: true,
  reason: true,
  due: true,
  state: true,
  outcome: true,
  createdAt: true,
  completedAt: true,
  completedBy: true,
  process: {
    select: { type: true, label: true, campaignId: true, readerCaf: true, partner: { select: { readerCafs: true } } },
  },
} as const;

export interface TaskFilter {
  kind?: string | undefined;
  state?: string | undefined;
  caf?: string | undefined;
  assigneeId?: string | undefined;
  processId?: string | undefined;
  late?: boolean | undefined;
  /** this person's, and those that nobody has */
  availableTo?: string | undefined;
  /** those that come after this one, by their due date */
  after?: { id: string; due: Date } | undefined;
  sort?: Sort<typeof TASK_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** What tasks are sorted by. */
export const TASK_SORTS = { due: 'd', createdAt: 'd', kind: 's' } as const;

const SORTING = {
  sorts: TASK_SORTS,
  keys: {
    due: Prisma.sql`due`,
    createdAt: Prisma.sql`created_at`,
    kind: wordKey(Prisma.sql`kind`, TASK_WORDS),
  },
  usual: 'due',
} as const;

function conditionsOf(filter: TaskFilter, at: Date): Prisma.Sql[] {
  const { kind, state, caf, assigneeId: assignee_id, processId: process_id, late, availableTo, after } = filter;
  const isLate = Prisma.sql`(state = 'OUVERTE' AND due < ${at}::timestamptz)`;
  return [
    ...whereGiven({ kind, state, caf, assignee_id, process_id }),
    ...(late === undefined ? [] : [late ? isLate : Prisma.sql`NOT ${isLate}`]),
    ...(after === undefined ? [] : [Prisma.sql`(due, id) > (${after.due}::timestamptz, ${after.id})`]),
    ...(availableTo === undefined ? [] : [Prisma.sql`(assignee_id IS NULL OR assignee_id = ${availableTo})`]),
  ];
}

/** Tasks, the most urgent first where nobody says otherwise; `at` decides what is late. */
export async function listTasks(db: Database, scope: Scope, filter: TaskFilter, at: Date) {
  const among = { shares: cafShares(scope), conditions: conditionsOf(filter, at) };
  const page = await sortedPage(db, 'task', SORTING, among, filter, (ids) =>
    db.task.findMany({ select: COLUMNS, where: { id: { in: ids } } }),
  );
  return { nextCursor: page.nextCursor, items: await withAssignees(db, page.items) };
}

/** How many tasks meet the filters, as far as lists are counted; null: more. */
export function countTasks(db: Database, scope: Scope, filter: TaskFilter, at: Date): Promise<number | null> {
  return countRows(db, 'task', cafShares(scope), conditionsOf(filter, at));
}

export type TaskRow = NonNullable<Awaited<ReturnType<typeof taskById>>>;

/** One task and who may see it. */
export async function taskById(db: Database, id: string) {
  const row = await db.task.findUnique({ where: { id }, select: COLUMNS });
  if (row === null) return null;
  const [named] = await withAssignees(db, [row]);
  return named ?? null;
}

async function withAssignees<
  T extends {
    assigneeId: string | null;
    completedBy: string | null;
    process: { readerCaf: string | null; partner: { readerCafs: string[] } | null };
  },
>(db: Database, rows: readonly T[]) {
  const ids = [...new Set(rows.flatMap((row) => [row.assigneeId ?? [], row.completedBy ?? []].flat()))];
  const users =
    ids.length === 0
      ? []
      : await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, firstName: true, lastName: true } });
  const names = new Map(users.map((user) => [user.id, `${user.firstName} ${user.lastName}`]));
  return rows.map((row) => ({
    ...row,
    /** null: nobody did it, or the process itself */
    doneBy: nameOf(names, row.completedBy),
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: names.get(row.assigneeId) ?? 'Un agent' },
    readerCafs: readersOf(row.process.readerCaf, row.process.partner),
  }));
}

function nameOf(names: ReadonlyMap<string, string>, id: string | null) {
  const name = id === null ? undefined : names.get(id);
  return id === null || name === undefined ? null : { id, name };
}

/** Gives an open task that nobody has (or this person already has) to this person; false otherwise. */
export async function claimTask(tx: Transaction, id: string, personId: string): Promise<boolean> {
  const { count } = await tx.task.updateMany({
    where: { id, state: 'OUVERTE', OR: [{ assigneeId: null }, { assigneeId: personId }] },
    data: { assigneeId: personId },
  });
  return count === 1;
}

/** Gives an open task back; false when it is another's, unless `whoever`. */
export async function releaseTask(tx: Transaction, id: string, personId: string, whoever: boolean): Promise<boolean> {
  const { count } = await tx.task.updateMany({
    where: { id, state: 'OUVERTE', ...(whoever ? {} : { OR: [{ assigneeId: null }, { assigneeId: personId }] }) },
    data: { assigneeId: null },
  });
  return count === 1;
}

/** Gives an open task to this person, whoever has it; false where it is not open any more. */
export async function assignTask(tx: Transaction, id: string, personId: string): Promise<boolean> {
  const { count } = await tx.task.updateMany({ where: { id, state: 'OUVERTE' }, data: { assigneeId: personId } });
  return count === 1;
}

const COLLEAGUES_MAX = 500;

/** Agents of a Caf whose account is open, by name. */
export async function colleaguesOf(db: Database, caf: string, at: Date): Promise<{ id: string; name: string }[]> {
  const people = await db.user.findMany({
    where: {
      ...{ caf, roles: { hasSome: ['agent', 'cafAdmin'] }, closedAt: null, erasedAt: null },
      OR: [{ closesOn: null }, { closesOn: { gt: parisDate(at) } }],
    },
    select: { id: true, firstName: true, lastName: true },
    orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }, { id: 'asc' }],
    take: COLLEAGUES_MAX,
  });
  return people.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}` }));
}
