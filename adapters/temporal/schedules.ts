import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import proto from '@temporalio/proto';
import { openYear } from '../../domain/esatDeclaration/window.ts';
import { ZONE } from '../../domain/policy/calendar.ts';
import type { EsatWindow, Policy } from '../../domain/policy/policy.ts';
import { QUEUES } from '../../domain/process/queues.ts';

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
const DECLARATIONS = 'esat-declarations';

/** In the order in which an operator reads them. */
export const SCHEDULE_IDS = ['reminders', 'purge', ANNUAL, DECLARATIONS] as const;

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

/**
 * At the first instant of the window of guaranteed remunerations (ESAT-8): its workflow waits for the rest of the year by itself. One that did not
 * begin in time begins late, as long as there is a window to speak of.
 */
function yearlyDeclarations(taskQueue: string, { from }: EsatWindow): ScheduleOptions {
  const [month, day] = from.split('-').map(Number);
  return {
    scheduleId: DECLARATIONS,
    spec: { cronExpressions: [`0 0 ${day} ${month} *`], timezone: ZONE },
    policies: { overlap: 'SKIP', catchupWindow: '60 days' },
    action: {
      type: 'startWorkflow',
      workflowType: 'esatDeclarations',
      workflowId: DECLARATIONS,
      taskQueue,
      args: [{}],
    },
  };
}

/**
 * Creates the Schedules, or brings those that exist to what this version says; every worker that starts may do it. A window of Esat that is open is
 * seen to at once, for an installation that began after its first instant: of a year that is under way already there is no second one.
 */
export async function ensureSchedules(
  client: Client,
  { controlOn, esatWindow }: Pick<Policy, 'controlOn' | 'esatWindow'>,
  taskQueue: string = QUEUES.people,
): Promise<void> {
  for (const schedule of [
    dailyReminders(taskQueue),
    hourlyPurge(taskQueue),
    yearlyControls(taskQueue, controlOn),
    yearlyDeclarations(taskQueue, esatWindow),
  ])
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
  if (openYear(new Date(), esatWindow) === null) return;
  const year = client.schedule.getHandle(DECLARATIONS);
  if (!(await year.describe()).state.paused) await year.trigger('SKIP');
}

/**
 * Begins each Schedule that has an instant between these two, once; which these are. What it begins looks for what is still to be done (a control of the year,
 * a reminder that was told), so that a run that was not lost does no harm. One that an operator paused stays so.
 */
export async function triggerMissed(client: Client, since: Date, until: Date): Promise<string[]> {
  const missed: string[] = [];
  for (const scheduleId of SCHEDULE_IDS) {
    const schedule = client.schedule.getHandle(scheduleId);
    const { startTime } = await client.workflowService.listScheduleMatchingTimes({
      namespace: client.options.namespace,
      scheduleId,
      startTime: timestamp(since),
      endTime: timestamp(until),
    });
    if (startTime.length === 0 || (await schedule.describe()).state.paused) continue;
    await schedule.trigger('SKIP');
    missed.push(scheduleId);
  }
  return missed;
}

const timestamp = (at: Date) =>
  proto.google.protobuf.Timestamp.fromObject({ seconds: Math.floor(at.getTime() / 1_000) });
