import { DomainError } from '../errors.ts';
import { displaySiret } from '../formats/siret.ts';

/** CONV-17, ESAT-20: which two SIRETs differ, to begin a sentence with. */
export function siretsDiffer(bulletin: string, convention: string | undefined): string {
  return `Le SIRET du bulletin (${displaySiret(bulletin)}) diffère de celui de la convention (${convention === undefined ? 'absente' : displaySiret(convention)})`;
}

/** The refusal that says so; null where they are the same (CONV-17). */
export function siretRefusal(bulletin: string, convention: string | undefined): DomainError | null {
  if (bulletin === convention) return null;
  return new DomainError('SIRET_DIFFERENT', `${siretsDiffer(bulletin, convention)}.`, { rule: 'CONV-17' });
}
