import { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from './prisma.ts';

/** A data-modifying statement on its way: it runs as one CTE beside the others of its transaction. Names are unique among them. */
export interface Write {
  name: string;
  sql: Prisma.Sql;
  /** expression to be evaluated with the statement, which may read the CTE (a notification for rows really inserted) */
  then?: Prisma.Sql;
}

/**
 * Writes as one statement: one round trip for all that an act changes (P2). They see the tables as they were before it and none of
 * the others' rows; foreign keys are checked once all have run.
 */
export function together(writes: readonly Write[]): Prisma.Sql {
  const parts = writes.map(({ name, sql }) => Prisma.sql`${Prisma.raw(name)} AS (${sql})`);
  const results = writes.flatMap(({ then }) => then ?? []);
  return Prisma.sql`WITH ${Prisma.join(parts, ', ')} SELECT ${results.length === 0 ? Prisma.sql`1` : Prisma.join(results, ', ')}`;
}

/** Runs writes in the caller's transaction. */
export async function runWrites(tx: Transaction, writes: readonly Write[]): Promise<void> {
  if (writes.length > 0) await tx.$executeRaw(together(writes));
}
