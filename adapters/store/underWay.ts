import type { ProcessType } from '../../domain/process/types.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from './prisma.ts';

/** A process that has not ended, as the facts have it. */
export interface OpenProcess {
  id: string;
  type: ProcessType;
  caf: string;
  /** of a process about documents: the phase that its story entered last */
  phase: string | null;
}

const COLUMNS = Prisma.sql`id, type, caf, facts ->> 'phase' AS phase`;

/** Processes that have not ended, in the order of their ids; those behind this one. */
export function openProcesses(database: Database, limit: number, after: string): Promise<OpenProcess[]> {
  return database.$queryRaw<OpenProcess[]>`
    SELECT ${COLUMNS} FROM process WHERE closed_at IS NULL AND id > ${after} ORDER BY id LIMIT ${limit}`;
}

/** Those of these ids that are processes that have not ended. */
export async function openAmong(database: Database, ids: readonly string[]): Promise<Map<string, OpenProcess>> {
  const found = await database.$queryRaw<OpenProcess[]>`
    SELECT ${COLUMNS} FROM process WHERE closed_at IS NULL AND id = ANY(${[...ids]}::text[])`;
  return new Map(found.map((one) => [one.id, one]));
}
