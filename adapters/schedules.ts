import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import { ZONE } from '../domain/policy/calendar.ts';
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

/** Creates the Schedules, or brings those that exist to what this version says; every worker that starts may do it. */
export async function ensureSchedules(client: Client, taskQueue: string = PROCESS_QUEUE): Promise<void> {
  for (const schedule of [dailyReminders(taskQueue), hourlyPurge(taskQueue)])
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
