import type { Fault } from '../errors.ts';
import { lettersFault } from '../formats/letters.ts';
import { cleanText } from '../formats/text.ts';
import type { Answer } from './answers.ts';

/** What a field was read as, or all that is wrong with it; paths are within the field. No message repeats what was typed: it is personal data. */
export type Read = { value: Answer } | { faults: Fault[] };

export const NO_DATE = 'Indiquez une date qui existe.';

/** One fault about the whole field. */
export function wrong(message: string, code: Fault['code'] = 'CHAMP_INVALIDE'): { faults: Fault[] } {
  return { faults: [{ path: '', code, message }] };
}

/** The faults of a part, under its name. */
export function inside(faults: readonly Fault[], part: string): Fault[] {
  return faults.map((fault) => ({ ...fault, path: fault.path === '' ? part : `${part}.${fault.path}` }));
}

export function asText(raw: unknown): string {
  return typeof raw === 'string' || typeof raw === 'number' ? cleanText(String(raw)) : '';
}

/** Words as a receipt can show them. */
export function readText(clean: (raw: string) => string, max: number, raw: unknown): Read {
  const text = typeof raw === 'string' || typeof raw === 'number' ? clean(String(raw)) : '';
  if (text === '') return wrong('Écrivez du texte.');
  if (text.length > max) return wrong(`Écrivez ${max} caractères au plus.`);
  const fault = lettersFault(text);
  return fault === null ? { value: text } : { faults: [{ ...fault, path: '' }] };
}
