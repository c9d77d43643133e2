import type { RemindNext } from '../../../activities/batches.ts';
import type { Database } from '../prisma.ts';
import { remindIdleGroups, remindManagers } from './groups.ts';
import { remindOverdueTasks } from './overdue.ts';
import type { ReminderSettings } from './telling.ts';
import { remindYearly } from './yearly.ts';

const REMINDERS = {
  'REM-7': remindYearly,
  'REM-9': remindManagers,
  'REM-13': remindIdleGroups,
  OVERDUE: remindOverdueTasks,
} as const;

/** The sweep's reminders on this database. */
export function remindersOn(database: Database, settings: ReminderSettings): RemindNext {
  return (rule, at) => REMINDERS[rule](database, settings, at);
}
