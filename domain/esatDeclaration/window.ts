import { DomainError } from '../errors.ts';
import { endOfParisDate, frenchDate, parisDate, startOfParisDate } from '../policy/calendar.ts';
import { DAY_MS } from '../policy/durations.ts';
import type { EsatWindow } from '../policy/policy.ts';

/** When the guaranteed remunerations of a November may be declared (ESAT-8): from the first instant on, before the second one. */
export interface DeclarationWindow {
  opensAt: Date;
  closesAt: Date;
}

/** The window of a year's November, its last day inclusive; leap years have one day more (ESAT-8, ESAT-8b). */
export function windowOf(year: number, { from, to }: EsatWindow): DeclarationWindow {
  const last = dayOf(year, to);
  return {
    opensAt: startOfParisDate(`${year}-${from}`),
    closesAt: endOfParisDate(last > `${year}-${from}` ? last : dayOf(year + 1, to)),
  };
}

/** 'MM-DD' or 'MM-end', the last day of the month, as a day of this year. */
function dayOf(year: number, day: string): string {
  const [month = '', rest = ''] = day.split('-');
  const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
  return `${year}-${month}-${rest === 'end' ? last : rest}`;
}

/** The year whose November may be declared now; null: outside of every window. */
export function openYear(at: Date, window: EsatWindow): number | null {
  const year = Number(parisDate(at).slice(0, 4));
  return [year, year - 1].find((one) => isOpen(one, at, window)) ?? null;
}

/** Whether the declarations of this year are taken at this instant. */
export function isOpen(year: number, at: Date, window: EsatWindow): boolean {
  const { opensAt, closesAt } = windowOf(year, window);
  return opensAt <= at && at < closesAt;
}

/** The year of the window that is open, or that opens next: what a page speaks of. */
export function yearInView(at: Date, window: EsatWindow): number {
  const year = Number(parisDate(at).slice(0, 4));
  return openYear(at, window) ?? (at < windowOf(year, window).opensAt ? year : year + 1);
}

/** « du 01/12/2026 au 28/02/2027 », both inclusive. */
export function windowWords(year: number, window: EsatWindow): string {
  const { opensAt, closesAt } = windowOf(year, window);
  return `du ${frenchDate(opensAt)} au ${frenchDate(new Date(closesAt.getTime() - 1))}`;
}

/** Throws CAMPAGNE_FERMEE outside of the year's window, saying when it is (ESAT-8). */
export function assertOpen(year: number, at: Date, window: EsatWindow): void {
  if (isOpen(year, at, window)) return;
  const words = `Les rémunérations garanties de novembre ${year} se déclarent ${windowWords(year, window)} inclus.`;
  const when = at < windowOf(year, window).opensAt ? 'La période n’est pas ouverte.' : 'La période est close.';
  throw new DomainError('CAMPAGNE_FERMEE', `${when} ${words}`, { rule: 'ESAT-8' });
}

/** What happens in a year's window, and when: all of it is decided before it begins. */
export interface YearStep {
  what: 'open' | 'remind' | 'close';
  at: Date;
}

/** What is left to do, at this instant, of the year that is open or opens next: a reminder that has passed is not made up for. */
export function planYear(
  at: Date,
  policy: { esatWindow: EsatWindow; esatReminders: readonly number[] },
): { year: number; steps: YearStep[] } {
  const year = yearInView(at, policy.esatWindow);
  return { year, steps: yearSteps(year, policy).filter((step) => step.what !== 'remind' || step.at > at) };
}

/** What is left of a year when its planned end has come: nothing, or the reminders and the end of a window that was prolonged and is open still. */
export function stepsLeft(
  year: number,
  at: Date,
  policy: { esatWindow: EsatWindow; esatReminders: readonly number[] },
): YearStep[] {
  return isOpen(year, at, policy.esatWindow) ? yearSteps(year, policy).filter((step) => step.at > at) : [];
}

/** The steps of a year in their order: its opening, reminders at a rising pace before its end, its closing (ESAT-8). */
export function yearSteps(
  year: number,
  { esatWindow, esatReminders }: { esatWindow: EsatWindow; esatReminders: readonly number[] },
): YearStep[] {
  const { opensAt, closesAt } = windowOf(year, esatWindow);
  const reminders = [...new Set(esatReminders)]
    .sort((a, b) => b - a)
    .map((before) => new Date(closesAt.getTime() - before))
    // a reminder on the day of the opening would follow the opening's own mail
    .filter((at) => at.getTime() > opensAt.getTime() + DAY_MS && at < closesAt);
  return [
    { what: 'open', at: opensAt },
    ...reminders.map((at): YearStep => ({ what: 'remind', at })),
    { what: 'close', at: closesAt },
  ];
}
