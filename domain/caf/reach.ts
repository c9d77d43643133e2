import type { Fault } from '../errors.ts';
import { toConfirm } from '../formats/toConfirm.ts';

/** A partner whose départements leave out the Caf's own is another Caf's as a rule (CONV-11); the CNA has none of its own. */
export function unlikelyReach(caf: string, departments: readonly string[]): Fault[] {
  if (caf === 'CNA' || departments.includes(caf)) return [];
  return [
    toConfirm(
      'AUTRE_CAF',
      `Le département de votre Caf (${caf}) n'est pas parmi ceux de ce partenaire (${departments.join(', ')}) : une autre Caf le gère, en principe.`,
      'CONV-11',
    ),
  ];
}
