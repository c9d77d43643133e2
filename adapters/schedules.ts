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

/** Creates the Schedules, or brings those that exist to what this version says; every worker that starts may do it. */
export async function ensureSchedules(client: Client, taskQueue: string = PROCESS_QUEUE): Promise<void> {
  for (const schedule of [dailyReminders(taskQueue)])
    try {
      await client.schedule.create(schedule);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const { spec, action, policies } = schedule;
      // an operator's pause stays
      await client.schedule
        .getHandle(schedule.scheduleId)
        .update(({ state }) => ({ spec, action: { workflowId: 'reminders', ...action }, policies, state }));
    }
}
