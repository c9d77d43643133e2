import type { RequestForm } from '../../../domain/accessRequest/form.ts';
import { REQUEST_STATE_LABELS } from '../../../domain/accessRequest/transitions.ts';
import type { Exchange, RequestDecision } from '../../../domain/accessRequest/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { type Sort, wordKey } from './cursor.ts';
import { readersOf } from './processes.ts';
import { cafShares, countRows, type Scope, sortedPage, whereGiven } from './scope.ts';

/** What access requests are sorted by. */
export const REQUEST_SORTS = { createdAt: 'd', siret: 's', state: 's' } as const;
const SORTING = {
  sorts: REQUEST_SORTS,
  keys: {
    createdAt: Prisma.sql`created_at`,
    siret: Prisma.sql`siret`,
    state: wordKey(Prisma.sql`state`, REQUEST_STATE_LABELS),
  },
  usual: '-createdAt',
} as const;

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
  const page = await sortedPage(db, 'access_request', SORTING, requestsOf(scope, filter), filter, (ids) =>
    db.accessRequest.findMany({ where: { id: { in: ids } } }),
  );
  return { nextCursor: page.nextCursor, items: page.items.map(typed) };
}

/** How many requests meet the filters, as far as lists are counted; null: more. */
export function countRequests(db: Database, scope: Scope, filter: RequestFilter): Promise<number | null> {
  const { shares, conditions } = requestsOf(scope, filter);
  return countRows(db, 'access_request', shares, conditions);
}

/** What a Caf examines, and what it keeps reading since the partner of that SIRET went to another (DEL-7b). */
const requestsOf = (scope: Scope, { state, siret, caf }: RequestFilter) => ({
  shares: [
    ...cafShares(scope),
    ...('caf' in scope
      ? [
          Prisma.sql`caf <> ${scope.caf} AND process_id IN (SELECT p.id FROM process p WHERE p.type = 'accessRequest' AND p.reader_caf = ${scope.caf})`,
        ]
      : []),
  ],
  conditions: whereGiven({ state, siret, caf }),
});

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
