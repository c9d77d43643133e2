const DAY_MS = 86_400_000;
const OPENS_DAYS = 120;
const OPEN_DAYS = 30;

/**
 * Variables of a product whose window of yearly declarations (ESAT-8) is far from today: from December on, the opening mails would stand
 * among those that a test counts, or wait for the end of the night.
 */
export function outsideTheYear(now = new Date()): Record<string, string> {
  const day = (days: number) =>
    new Date(now.getTime() + days * DAY_MS).toISOString().slice(5, 10).replace('02-29', '02-28');
  return { POLICY_ESAT_8_FROM: day(OPENS_DAYS), POLICY_ESAT_8_TO: day(OPENS_DAYS + OPEN_DAYS) };
}
