import type { Deployment } from './deployment.ts';
import { until } from './engine.ts';

const PATIENCE_S = 120;
/** Written by nobody else here, and still read under this lock. */
const TABLE = 'tiersi_line';
const LOCK = `BEGIN; LOCK TABLE ${TABLE} IN SHARE MODE; SELECT pg_sleep(600)`;

/** Begins the hourly purge, which is pinned, and keeps it from ending by a lock: a release that comes now finds it under way. Returns what lets it go. */
export async function heldPurge(deployment: Deployment): Promise<() => Promise<void>> {
  // ends with an error, as it is ended from outside
  const locked = deployment.sql(LOCK).catch(() => '');
  await deployment.exec('api', ['node', '--import', 'tsx', 'ops/rehearse/purgeNow.ts']);
  await until('a purge is under way', PATIENCE_S, async () => {
    const waiting = `wait_event_type = 'Lock' AND query ILIKE '%DELETE%${TABLE}%'`;
    return (await deployment.sql(`SELECT count(*) FROM pg_stat_activity WHERE ${waiting}`)) !== '0';
  });
  return async () => {
    const sleeper = "query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()";
    await deployment.sql(`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE ${sleeper}`);
    await locked;
  };
}
