import type { RequestForm } from '../../../domain/accessRequest/form.ts';
import type { Exchange, RequestDecision } from '../../../domain/accessRequest/types.ts';
import type { Database } from '../prisma.ts';
import { COUNTED_AT_MOST, countedUpTo, type Sort, sortedAs } from './cursor.ts';
import { readersOf } from './processes.ts';
import { cafScope, type Scope } from './scope.ts';

/** What access requests are sorted by. */
export const REQUEST_SORTS = { createdAt: 'd', siret: 's', state: 's' } as const;

export interface RequestFilter {
  state?: string | undefined;
  siret?: string | undefined;
  caf?: string | undefined;
  sort?: Sort<typeof REQUEST_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

type Typed<T> = Omit<T, 'form' | 'decision' | 'exchanges'> & {
  form: RequestForm;
  decision: RequestDecision | null;
  exchanges: Exchange[];
};

const typed = <T extends { form: unknown; decision: unknown; exchanges: unknown }>(row: T): Typed<T> => ({
  ...row,
  form: row.form as RequestForm,
  decision: row.decision as RequestDecision | null,
  exchanges: row.exchanges as Exchange[],
});

export type RequestRow = Awaited<ReturnType<typeof listRequests>>['items'][number];

/** Access requests, newest first where nobody says otherwise. */
export async function listRequests(db: Database, scope: Scope, filter: RequestFilter) {
  const order = sortedAs(REQUEST_SORTS, filter.sort ?? '-createdAt');
  const rows = await db.accessRequest.findMany({
    where: { AND: [...(await requestConditions(db, scope, filter)), order.after(filter.cursor)] },
    orderBy: order.orderBy,
    take: filter.limit + 1,
  });
  const page = order.page(rows, filter.limit);
  return { nextCursor: page.nextCursor, items: page.items.map(typed) };
}

/** How many requests meet the filters, as far as lists are counted; null: more. */
export async function countRequests(db: Database, scope: Scope, filter: RequestFilter): Promise<number | null> {
  const where = { AND: await requestConditions(db, scope, filter) };
  return countedUpTo(await db.accessRequest.count({ where, take: COUNTED_AT_MOST + 1 }));
}

const requestConditions = async (db: Database, scope: Scope, { state, siret, caf }: RequestFilter) => [
  await requestScope(db, scope),
  { state, siret, caf },
];

/** What a Caf examines, and what it keeps reading since the partner of that SIRET went to another (DEL-7b). */
async function requestScope(db: Database, scope: Scope) {
  if (!('caf' in scope)) return cafScope(scope);
  const left = await db.process.findMany({
    where: { type: 'accessRequest', readerCaf: scope.caf },
    select: { id: true },
  });
  return { OR: [cafScope(scope), { processId: { in: left.map(({ id }) => id) } }] };
}

/** One request by its id, or by its process. */
export async function requestById(db: Database, id: string) {
  const row = await db.accessRequest.findFirst({ where: { OR: [{ id }, { processId: id }] } });
  if (row === null) return null;
  const { readerCaf } = await db.process.findUniqueOrThrow({
    where: { id: row.processId },
    select: { readerCaf: true },
  });
  return { ...typed(row), readerCafs: readersOf(readerCaf, null) };
}

/** The task of this kind of a process: the open one, else the last; a repeated decision finds the task it was about. */
export async function taskOfKind(db: Database, processId: string, kind: string): Promise<{ id: string } | null> {
  const [task] = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM task WHERE process_id = ${processId} AND kind = ${kind} ORDER BY (state = 'OUVERTE') DESC, created_at DESC LIMIT 1`;
  return task ?? null;
}
