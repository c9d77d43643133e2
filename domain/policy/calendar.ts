import Holidays from 'date-holidays';
import { DateTime, IANAZone } from 'luxon';
import { DAY_MS } from './durations.ts';

/** Business dates and limits are those of Europe/Paris (FMT-24). */
export const ZONE = 'Europe/Paris';
const HOUR_MS = 3_600_000;
const KEPT_OFFSETS = 50_000;
const KEPT_DAYS = 10_000;

/** Offsets change on the hour and are asked for over and over: each is worked out once, as that costs more than all else in a deadline. */
class ParisZone extends IANAZone {
  private readonly known = new Map<number, number>();

  override offset(at: number): number {
    const hour = Math.floor(at / HOUR_MS);
    const known = this.known.get(hour) ?? super.offset(at);
    if (this.known.size > KEPT_OFFSETS) this.known.clear();
    this.known.set(hour, known);
    return known;
  }
}

const PARIS = new ParisZone(ZONE);
const FRANCE = new Holidays('FR', { languages: 'fr', timezone: ZONE, types: ['public'] });
const HOLIDAYS = new Map<number, ReadonlySet<string>>();

export interface QuietHours {
  /** 'HH:MM', start of the quiet time */
  from: string;
  /** 'HH:MM', its end the next morning */
  to: string;
}

function paris(at: Date): DateTime {
  return DateTime.fromJSDate(at, { zone: PARIS });
}

/** Calendar date 'YYYY-MM-DD' in Paris of an instant. */
export function parisDate(at: Date): string {
  return paris(at).toISODate() ?? '';
}

/** Instant at which a Paris calendar date begins (00:00), whatever the season. */
export function startOfParisDate(date: string): Date {
  return DateTime.fromISO(date, { zone: PARIS }).startOf('day').toJSDate();
}

/** Instant at which a Paris calendar date is over. */
export function endOfParisDate(date: string): Date {
  return DateTime.fromISO(date, { zone: PARIS }).plus({ days: 1 }).startOf('day').toJSDate();
}

/** True for a real calendar date written 'YYYY-MM-DD'. */
export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: PARIS }).isValid;
}

/** 'dd/mm/yyyy' in Paris, as people read it (FMT-24). */
export function frenchDate(at: Date): string {
  return parisDate(at).split('-').reverse().join('/');
}

/** 'dd/mm/yyyy à HHhMM' in Paris (FMT-24, S4 L155). */
export function frenchInstant(at: Date): string {
  return paris(at).toFormat("dd/MM/yyyy 'à' HH'h'mm");
}

/** Public holidays of a year as 'YYYY-MM-DD'; worked out once, as every deadline asks for them. */
function holidaysOf(year: number): ReadonlySet<string> {
  const known = HOLIDAYS.get(year) ?? new Set(FRANCE.getHolidays(year).map(({ date }) => date.slice(0, 10)));
  HOLIDAYS.set(year, known);
  return known;
}

function isClosedDay(day: DateTime): boolean {
  return day.weekday === 7 || holidaysOf(day.year).has(day.toISODate() ?? '');
}

/** Days since 1970 on the calendar of Paris. */
function dayNumber(at: number): number {
  return Math.floor((at + PARIS.offset(at) * 60_000) / DAY_MS);
}

/** Paris midnight that begins a day. */
function startOfDay(day: number): DateTime {
  return DateTime.fromMillis(day * DAY_MS, { zone: 'utc' }).setZone(PARIS, { keepLocalTime: true });
}

/** Keeps what a pure function said: every act asks anew for the same days. */
function kept<T>(work: (day: number, rest: string) => T): (day: number, rest: string) => T {
  const known = new Map<string, T>();
  return (day, rest) => {
    const key = `${day} ${rest}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= KEPT_DAYS) known.clear();
    const result = work(day, rest);
    known.set(key, result);
    return result;
  };
}

const workingDaysAfter = kept((first, days) => {
  let day = startOfDay(first);
  for (let left = Number(days); left > 0; ) {
    day = day.plus({ days: 1 });
    if (day.weekday !== 6 && !isClosedDay(day)) left -= 1;
  }
  return day.plus({ days: 1 }).startOf('day').toMillis();
});

/** End of the n-th working day after `from` (Monday to Friday, no public holiday): due dates of tasks (§4.5). */
export function addWorkingDays(from: Date, days: number): Date {
  return new Date(workingDaysAfter(dayNumber(from.getTime()), String(days)));
}

/** Hours of a working day ([P]: TIME-11 speaks of working hours and gives none). */
const WORK = { opens: 9, closes: 17 };

/** Instant at which this much working time has passed: Monday to Friday, 9:00 to 17:00 in Paris, no public holiday (TIME-11). */
export function addWorkingHours(from: Date, ms: number): Date {
  let left = ms;
  for (let day = paris(from).startOf('day'), moment = paris(from); ; day = day.plus({ days: 1 }), moment = day) {
    if (day.weekday > 5 || isClosedDay(day)) continue;
    const start = DateTime.max(moment, day.set({ hour: WORK.opens }));
    const end = day.set({ hour: WORK.closes });
    if (start >= end) continue;
    const open = end.toMillis() - start.toMillis();
    if (left <= open) return new Date(start.toMillis() + left);
    left -= open;
  }
}

/**
 * When a reminder may go out (§10): one whose delay is a day or more leaves outside the quiet hours, on days that are
 * neither Sunday nor public holiday; shifted forward, but never past `deadline` (then brought before it).
 */
export function shiftOutOfQuietHours(at: Date, delayMs: number, deadline: Date | null, quiet: QuietHours | null): Date {
  if (quiet === null || delayMs < DAY_MS) return at;
  const forward = nextAllowed(at.getTime(), quiet);
  if (deadline === null || forward < deadline.getTime()) return new Date(forward);
  return new Date(lastAllowed(deadline.getTime(), quiet));
}

/** From when to when a reminder may leave on a day; never on a closed one. `hours`: 'HH:MM HH:MM', end and start of the quiet time. */
const openHours = kept((number, hours) => {
  const day = startOfDay(number);
  const at = (time: string) => day.set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3, 5)) }).toMillis();
  return isClosedDay(day) ? { opens: 0, closes: 0 } : { opens: at(hours.slice(0, 5)), closes: at(hours.slice(6)) };
});

function nextAllowed(at: number, quiet: QuietHours): number {
  for (let day = dayNumber(at); ; day += 1) {
    const { opens, closes } = openHours(day, `${quiet.to} ${quiet.from}`);
    if (at < closes) return Math.max(at, opens);
  }
}

/** Last allowed minute strictly before an instant. */
function lastAllowed(before: number, quiet: QuietHours): number {
  for (let day = dayNumber(before); ; day -= 1) {
    const { opens, closes } = openHours(day, `${quiet.to} ${quiet.from}`);
    const latest = Math.min(closes, before) - 60_000;
    if (closes > 0 && latest >= opens) return latest;
  }
}
