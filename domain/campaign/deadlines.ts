import { endOfParisDate, shiftOutOfQuietHours, startOfParisDate } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';

export interface CampaignDeadline {
  at: Date;
  what: 'remind' | 'report';
  rule: 'REM-4' | 'ESAT-24';
}

/**
 * REM-4: reminders to the Caf before the campaign's deadline ('YYYY-MM-DD', Paris), then its report when the day is over.
 * `sent` counts the reminders already sent; earliest first.
 */
export function campaignDeadlines(
  deadline: string,
  sent: number,
  reported: boolean,
  policy: Policy,
): CampaignDeadline[] {
  if (reported) return [];
  const end = endOfParisDate(deadline);
  const day = startOfParisDate(deadline).getTime();
  const reminders = policy.rem4.slice(sent).map(
    (before): CampaignDeadline => ({
      at: shiftOutOfQuietHours(new Date(day - before), before, end, policy.quietHours),
      what: 'remind',
      rule: 'REM-4',
    }),
  );
  return [...reminders, { at: end, what: 'report', rule: 'ESAT-24' }];
}
