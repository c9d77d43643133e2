import type { CellsRead, Doubt } from './cell.ts';
import { normaliseSiret, parseSiret } from './siret.ts';
import { quoted } from './text.ts';

/** « 9,9991E+13 »: what a spreadsheet shows of a long number in a narrow column, and what it saves in a .csv. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i;
/** A SIRET that was opened from such a text: the digits that were lost read 0. */
const ROUNDED = /^[1-9]\d{0,7}0{6,}$/;

/** SIRETs that a spreadsheet shortened: its digits are lost, or only the zeros before it, and no reader may guess them (FMT-1). */
export function shortenedSirets<K extends string>(cells: CellsRead<K>, columns: readonly K[]): Doubt<K>[] {
  return columns.flatMap((column) => {
    const typed = normaliseSiret(cells.text(column));
    const found = `${cells.name(column)} : ${quoted(cells.text(column))}.`;
    if (SCIENTIFIC.test(cells.text(column)) || (typed.length === 14 && ROUNDED.test(typed))) {
      const message = `${found} Le tableur a abrégé ce SIRET, des chiffres sont perdus. Reprenez-le de la source dans une colonne au format Texte.`;
      return [{ column, code: 'SIRET_ABREGE', message }];
    }
    if (/^\d{12,13}$/.test(typed) && parseSiret(typed.padStart(14, '0')).ok) {
      const message = `${found} Le tableur a sans doute retiré le zéro du début : ce SIRET serait ${quoted(typed.padStart(14, '0'))}. Vérifiez-le et remettez le zéro, dans une colonne au format Texte.`;
      return [{ column, code: 'SIRET_ABREGE', message }];
    }
    return [];
  });
}
