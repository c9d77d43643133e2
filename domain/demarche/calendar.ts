import { isCalendarDate } from '../policy/calendar.ts';

/** The same day, so many years later or earlier; compared, never shown. */
export function yearsFrom(date: string, years: number): string {
  return `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
}

export const isMonth = (text: string): boolean => isCalendarDate(`${text}-01`);

/** The last `count` calendar quarters that are over, as 'YYYY-Tn', the latest first. */
export function quartersOver(today: string, count: number): string[] {
  const now = Number(today.slice(0, 4)) * 4 + Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  return Array.from({ length: count }, (_, index) => {
    const quarter = now - 1 - index;
    return `${Math.floor(quarter / 4)}-T${(quarter % 4) + 1}`;
  });
}

/** The last `count` years that are over, the latest first. */
export function yearsOver(today: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(Number(today.slice(0, 4)) - 1 - index));
}

/** '2026-T3' → '3e trimestre 2026'. */
export function quarterWords(quarter: string): string {
  const [year = '', turn = ''] = quarter.split('-T');
  return `${turn === '1' ? '1er' : `${turn}e`} trimestre ${year}`;
}

const MONTHS = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
  ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
];

/** '2026-03' → 'mars 2026'. */
export function monthWords(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** '2026-03-09' → '09/03/2026' (FMT-24). */
export const dayWords = (date: string): string => date.split('-').reverse().join('/');
