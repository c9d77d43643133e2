import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import { ZONE } from '../../domain/policy/calendar.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { PROCESS_QUEUE } from './temporal.ts';

/** Daily in the morning, outside the quiet hours; a day on which nothing ran is made up for. */
function dailyReminders(taskQueue: string): ScheduleOptions {
  return {
    scheduleId: 'reminders',
    spec: { calendars: [{ hour: 8, minute: 30 }], timezone: ZONE },
    policies: { overlap: 'SKIP', catchupWindow: '2 days' },
    action: { type: 'startWorkflow', workflowType: 'reminders', workflowId: 'reminders', taskQueue, args: [{}] },
  };
}

/** Every hour; an hour on which nothing ran need not be made up for: the next purge finds the same (S7). */
function hourlyPurge(taskQueue: string): ScheduleOptions {
  return {
    scheduleId: 'purge',
    spec: { intervals: [{ every: '1 hour', offset: '17 minutes' }] },
    policies: { overlap: 'SKIP', catchupWindow: '10 minutes' },
    action: { type: 'startWorkflow', workflowType: 'purge', workflowId: 'purge', taskQueue, args: [{}] },
  };
}

const ANNUAL = 'annual-controls';

/** In the order in which an operator reads them. */
export const SCHEDULE_IDS = ['reminders', 'purge', ANNUAL] as const;

/** Once a year in the morning of the policy's day (TIME-3), a day missed is made up for; without a day an operator may still trigger it. */
function yearlyControls(taskQueue: string, controlOn: string | null): ScheduleOptions {
  const [month, day] = (controlOn ?? '').split('-').map(Number);
  return {
    scheduleId: ANNUAL,
    spec: { cronExpressions: controlOn === null ? [] : [`0 9 ${day} ${month} *`], timezone: ZONE },
    policies: { overlap: 'SKIP', catchupWindow: '30 days' },
    action: { type: 'startWorkflow', workflowType: 'annualControls', workflowId: ANNUAL, taskQueue, args: [{}] },
  };
}

/** Creates the Schedules, or brings those that exist to what this version says; every worker that starts may do it. */
export async function ensureSchedules(
  client: Client,
  { controlOn }: Pick<Policy, 'controlOn'>,
  taskQueue: string = PROCESS_QUEUE,
): Promise<void> {
  for (const schedule of [dailyReminders(taskQueue), hourlyPurge(taskQueue), yearlyControls(taskQueue, controlOn)])
    try {
      await client.schedule.create(schedule);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const { spec, action, policies } = schedule;
      // an operator's pause stays
      await client.schedule
        .getHandle(schedule.scheduleId)
        .update(({ state }) => ({ spec, action: { workflowId: schedule.scheduleId, ...action }, policies, state }));
    }
}
