import { endOfParisDate, shiftOutOfQuietHours, startOfParisDate } from '../policy/calendar.ts';
import { DAY_MS } from '../policy/durations.ts';
import type { Policy } from '../policy/policy.ts';

/** What the deadlines of a campaign follow from. */
interface CampaignDates {
  /** 'YYYY-MM-DD', Paris */
  deadline: string;
  createdAt: Date;
}

/** What was already sent of REM-4 (steps of the policy that are past), and whether the campaign has reported. */
export interface CampaignProgress {
  remindersSent: number;
  reported: boolean;
}

export type CampaignDeadline =
  | { at: Date; what: 'remind'; rule: 'REM-4' /** of the policy's reminders, counted from 1 */; step: number }
  | { at: Date; what: 'report'; rule: 'ESAT-24' };

/**
 * REM-4: reminders to the Caf before the campaign's deadline, then its report when the day is over; earliest first. A reminder whose instant
 * came before the campaign was made is not caught up on: whoever made it knows its deadline.
 */
export function campaignDeadlines(
  { deadline, createdAt }: CampaignDates,
  { remindersSent, reported }: CampaignProgress,
  policy: Policy,
): CampaignDeadline[] {
  if (reported) return [];
  const end = endOfParisDate(deadline);
  const day = startOfParisDate(deadline).getTime();
  const reminders = policy.rem4.map((before, index): CampaignDeadline => {
    const at = shiftOutOfQuietHours(new Date(day - before), before, end, policy.quietHours);
    return { at, what: 'remind', rule: 'REM-4', step: index + 1 };
  });
  const left = reminders.slice(remindersSent).filter(({ at }) => at > createdAt);
  return [...left, { at: end, what: 'report', rule: 'ESAT-24' }];
}

/** What is to be done at an instant, once: the report, else one reminder for all the steps that have passed; null: nothing is due. */
export function campaignDue(
  dates: CampaignDates,
  progress: CampaignProgress,
  policy: Policy,
  now: Date,
): CampaignDeadline | null {
  return campaignDeadlines(dates, progress, policy).findLast(({ at }) => at <= now) ?? null;
}

/** When what is due leaves: the hour of now counts too, after an outage it may be night or Sunday; a reminder never after the deadline (§10). */
export function campaignMailAt(
  { what }: CampaignDeadline,
  { deadline }: CampaignDates,
  policy: Policy,
  now: Date,
): Date {
  const before = what === 'remind' ? endOfParisDate(deadline) : null;
  return shiftOutOfQuietHours(now, DAY_MS, before, policy.quietHours);
}
