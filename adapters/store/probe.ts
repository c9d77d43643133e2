import { remember } from '../identity/tries.ts';
import type { Database } from './prisma.ts';

/**
 * True when the database takes what it is given: a row is written, and a sort that does not fit into its memory is put on its disk, which
 * fails as soon as that is full; a row alone finds room in pages that exist.
 */
export async function databaseTakes(database: Database, at: Date): Promise<boolean> {
  await remember(database, 'health:probe', at);
  await database.$transaction([
    database.$executeRaw`SET LOCAL work_mem = '64kB'`,
    database.$queryRaw`SELECT count(*)::int FROM (SELECT n FROM generate_series(1, 5000) n ORDER BY -n) sorted`,
  ]);
  return true;
}
