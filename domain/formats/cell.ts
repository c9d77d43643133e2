import type { Code } from '../codes.ts';
import type { Header } from './header.ts';
import { BLANK_CELL } from './parsed.ts';
import { cellName, type SheetRow } from './sheet.ts';
import { cleanText, foldText, quoted } from './text.ts';

/** Longest text that any column of a list needs. */
const MAX_CELL = 320;

/** Why what a cell says is not certain; the message names the cell and what stands in it. */
export interface Doubt<K extends string> {
  column: K;
  code: Code;
  message: string;
}

/** The cells of one line under its header. */
export interface CellsRead<K extends string> {
  /** '' for an empty cell, and for one that is in doubt */
  text(key: K): string;
  /** the cell of a column as the spreadsheet names it: 'C12' */
  name(key: K): string;
  doubts: Doubt<K>[];
  /** of a column that must hold something: it holds nothing; null where it does, or where that is in doubt already */
  blank(key: K): Doubt<K> | null;
  /** worth knowing, without effect on what is read */
  notes: Doubt<K>[];
}

/**
 * Reads the cells of a line by their columns. An error and a formula that was saved without its result are no empty cells, and two columns
 * of one name that say different things say nothing certain: each is a doubt. A line of a further sheet, and a column that is not read though
 * its name resembles one, are notes. null when no known column holds anything.
 */
export function readCells<K extends string>(row: SheetRow, header: Header<K>, keys: readonly K[]): CellsRead<K> | null {
  const texts = new Map<K, string>();
  const doubts: Doubt<K>[] = [];
  const nameAt = (index: number) => cellName(row, index);
  for (const key of keys) {
    const at = header.allOf(key);
    const unknown = row.unknown?.find(({ index }) => at.includes(index));
    const said = at
      .map((index) => ({ index, text: cleanText((row.cells[index] ?? '').slice(0, MAX_CELL)) }))
      .filter(({ text }) => text !== '');
    if (unknown !== undefined) {
      doubts.push(unknownValue(key, nameAt(unknown.index), unknown.error));
    } else if (new Set(said.map(({ text }) => foldText(text) || text)).size > 1) {
      const values = said.map(({ index, text }) => `${nameAt(index)} : ${quoted(text, 30)}`).join(', ');
      const message = `Deux colonnes disent ${quoted(header.nameOf(key))} et se contredisent (${values}).`;
      doubts.push({ column: key, code: 'COLONNES_EN_DOUBLE', message });
    } else if (said[0] !== undefined) {
      texts.set(key, said[0].text);
    }
  }
  if (texts.size === 0 && doubts.length === 0) return null;
  const name = (key: K) => nameAt(header.indexOf(key) ?? 0);
  return {
    text: (key) => texts.get(key) ?? '',
    name,
    doubts,
    blank: (key) =>
      texts.has(key) || doubts.some(({ column }) => column === key)
        ? null
        : { ...BLANK_CELL.fault, column: key, message: `${name(key)} : ${BLANK_CELL.fault.message}` },
    notes: notesOf(row, header, keys),
  };
}

function unknownValue<K extends string>(column: K, name: string, error: string | null): Doubt<K> {
  return error === null
    ? {
        column,
        code: 'CELLULE_NON_CALCULEE',
        message: `${name} : formule dont le résultat n'est pas dans le fichier. Ouvrez-le dans votre tableur et enregistrez-le pour le calculer.`,
      }
    : {
        column,
        code: 'CELLULE_EN_ERREUR',
        message: `${name} : ${error}. Cette cellule est en erreur : sa valeur n'est pas connue.`,
      };
}

function notesOf<K extends string>(row: SheetRow, header: Header<K>, keys: readonly K[]): Doubt<K>[] {
  const notes: Doubt<K>[] = [];
  const [first] = keys;
  if (row.place !== undefined && first !== undefined) {
    const message = `Cette ligne est la ligne ${row.place.row} de la feuille ${quoted(row.place.sheet)}.`;
    notes.push({ column: first, code: 'AUTRE_FEUILLE', message });
  }
  for (const { index, name, key } of header.lookalikes) {
    const text = row.cells[index] ?? '';
    if (text === '') continue;
    const message = `La colonne ${quoted(name)} n'est pas lue (${cellName(row, index)} : ${quoted(text, 30)}). S'il s'agit de ${quoted(header.nameOf(key))}, renommez-la, puis importez de nouveau le fichier.`;
    notes.push({ column: key, code: 'COLONNE_NON_LUE', message });
  }
  return notes;
}
