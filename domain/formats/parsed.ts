import type { Code } from '../codes.ts';
import { BLANK, type Fault } from '../errors.ts';

/** What is wrong with one value; the caller knows where it stands and adds the path. */
export type FormatFault = Omit<Fault, 'path'>;

/** Outcome of reading one value: callers collect every fault of a form or a file instead of stopping at the first. */
export type Parsed<T = string> = { ok: true; value: T } | { ok: false; fault: FormatFault };

export function accept<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function reject(code: Code, message: string, rule?: string): { ok: false; fault: FormatFault } {
  return { ok: false, fault: rule === undefined ? { code, message } : { code, message, rule } };
}

/** A cell of a list, or a field that is read as one, that must hold something and holds nothing; the words follow its name. */
export const BLANK_CELL = reject('CHAMP_OBLIGATOIRE', BLANK);
