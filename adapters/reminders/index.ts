import type { RemindNext } from '../../activities/batches.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Database } from '../prisma.ts';
import { remindIdleGroups, remindManagers } from './groups.ts';
import { remindYearly } from './yearly.ts';

const REMINDERS = { 'REM-7': remindYearly, 'REM-9': remindManagers, 'REM-13': remindIdleGroups } as const;

/** The sweep's reminders on this database. */
export function remindersOn(database: Database, policy: Policy): RemindNext {
  return (rule, at) => REMINDERS[rule](database, policy, at);
}
