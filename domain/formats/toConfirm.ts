import type { Code } from '../codes.ts';
import type { Fault } from '../errors.ts';

/** The field by which whoever types something unlikely says that it is meant. */
export const CONFIRMED = 'confirmed';

/** 'YYYY-MM-DD' as people read it. */
const day = (date: string): string => date.split('-').reverse().join('/');

/**
 * A date that has passed where one to come is expected: what is late exists (ESAT-24), slips of the year too. `what` names it, `then` says
 * what follows from it.
 */
export function passedDate(
  { date, what, then, rule }: { date: string; what: string; then: string; rule: string },
  today: string,
): Fault[] {
  return date < today ? [toConfirm('DATE_PASSEE', `${what} (${day(date)}) est passée : ${then}.`, rule)] : [];
}

/** Something unlikely that may be true all the same: asked once, with its rule, and taken when it is confirmed. */
export function toConfirm(code: Code, message: string, rule: string): Fault {
  return { path: CONFIRMED, code, message: `${message} Si c'est bien ce que vous voulez, confirmez-le.`, rule };
}
