import { foldText } from './text.ts';

const YES = new Set(['oui', 'o', 'vrai', 'true', '1', 'x']);
const NO = new Set(['non', 'n', 'faux', 'false', '0']);

/** Oui/Non, O/N, Vrai/Faux, 1/0, X (§6.4); null for an empty cell and for anything else. */
export function parseYesNo(typed: string): boolean | null {
  const folded = foldText(typed);
  if (YES.has(folded)) return true;
  return NO.has(folded) ? false : null;
}
