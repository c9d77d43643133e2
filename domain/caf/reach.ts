import type { Fault } from '../errors.ts';
import { toConfirm } from '../formats/toConfirm.ts';

/**
 * What a document in preparation names leaves out the département of the Caf that manages it (CONV-11). What was `known` of the partner was
 * asked about when it was recorded; `toPartner`: the partner itself reads it.
 */
export function unlikelyContent(
  caf: string,
  departments: readonly string[],
  { known, toPartner }: { known: readonly (readonly string[])[]; toPartner: boolean },
): Fault[] {
  const set = (codes: readonly string[]) => [...new Set(codes)].sort().join();
  if (caf === 'CNA' || departments.length === 0 || departments.includes(caf)) return [];
  if (known.some((one) => set(one) === set(departments))) return [];
  if (!toPartner) return unlikelyReach(caf, departments);
  return [
    toConfirm(
      'AUTRE_CAF',
      `Le département de la Caf qui suit votre dossier (${caf}) n'est pas parmi ceux que vous indiquez (${departments.join(', ')}) : une autre Caf vous suivrait, en principe.`,
      'CONV-11',
    ),
  ];
}

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
