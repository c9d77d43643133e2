import { DomainError } from '../errors.ts';
import { type Candidate, type Column, headerLineOf } from './header.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { normaliseSiret } from './siret.ts';
import { cleanText, quoted } from './text.ts';

/**
 * The lines of a list that may stand on several sheets of its workbook (§6.4): those of the first visible sheet that has every required
 * column, then those of further ones that have them too, laid under the first header and numbered on after it, each with its `place`.
 * What has no list on it, as a notice, is passed over. Throws FEUILLE_INCERTAINE where rows would otherwise be dropped: a hidden sheet of
 * these columns, or a further sheet with only a part of them. A workbook without a list gives the sheet that comes closest to one.
 */
export function rowsOfList<K extends string>(columns: readonly Column<K>[], sheets: readonly Sheet[]): SheetRow[] {
  const looked = sheets
    .filter(({ rows }) => rows.length > 0)
    .map((sheet) => ({ ...sheet, name: cleanText(sheet.name) }))
    .map((sheet) => ({ sheet, ...headerLineOf(columns, sheet.rows) }));
  for (const { sheet, complete } of looked) {
    if (sheet.hidden && complete !== undefined && holdsRows(sheet, complete))
      throw uncertain(`La feuille ${quoted(sheet.name)} porte les colonnes de la liste, mais elle est masquée.`);
  }
  const visible = looked.filter(({ sheet }) => !sheet.hidden);
  const lists = visible.filter(({ complete }) => complete !== undefined);
  const [first, ...further] = lists;
  if (first?.complete === undefined) {
    const closest = visible.reduce<(typeof visible)[number] | undefined>(
      (best, one) => ((one.closest?.positions.size ?? 0) > (best?.closest?.positions.size ?? 0) ? one : best),
      visible[0],
    );
    if (closest === undefined) return [];
    const { name, rows } = closest.sheet;
    if (closest === visible[0]) return [...rows];
    return rows.map((row) => ({ ...row, place: { sheet: name, row: row.row, columns: row.cells.map((_, at) => at) } }));
  }
  const enough = columns.filter(({ required }) => required).length / 2;
  for (const { sheet, complete, closest } of visible) {
    const some = columns.filter(({ key, required }) => required && closest?.positions.has(key)).length;
    if (complete !== undefined || closest === undefined || some < enough || !holdsRows(sheet, closest)) continue;
    const found = closest.row.cells.filter((cell) => cell !== '').map((cell) => quoted(cell, 30));
    throw uncertain(
      `La feuille ${quoted(sheet.name)} n'a qu'une partie des colonnes de la liste (ligne ${closest.row.row} : ${found.join(', ')}).`,
    );
  }
  for (const { sheet, complete } of visible) {
    if (complete === undefined && continues(sheet))
      throw uncertain(`La feuille ${quoted(sheet.name)} porte des lignes sans en-tête.`);
  }
  if (further.length === 0) return [...first.sheet.rows];
  return joined(first.sheet, first.complete, further);
}

/** A sheet that begins at once with a line like those of the list: no header, and a number of 14 digits among three cells or more. */
function continues(sheet: Sheet): boolean {
  const held = sheet.rows[0]?.cells.filter((cell) => cell !== '') ?? [];
  return held.length >= 3 && held.some((cell) => /^\d{14}$/.test(normaliseSiret(cell)));
}

function holdsRows<K extends string>(sheet: Sheet, header: Candidate<K>): boolean {
  return sheet.rows.some(({ row }) => row > header.row.row);
}

function joined<K extends string>(
  first: Sheet,
  header: Candidate<K>,
  further: readonly { sheet: Sheet; complete: Candidate<K> | undefined }[],
): SheetRow[] {
  const names = [...header.row.cells];
  const positions = new Map<K, number[]>([...header.positions].map(([key, found]) => [key, [...found]]));
  const rows: SheetRow[] = [];
  let last = first.rows.at(-1)?.row ?? 0;
  for (const { sheet, complete } of further) {
    if (complete === undefined) continue;
    // where each of this sheet's columns goes: where the first sheet has it, else beside
    const target = new Map<number, number>();
    for (const [key, found] of complete.positions) {
      found.forEach((from, nth) => {
        const there = positions.get(key) ?? [];
        const to = there[nth] ?? names.push(complete.row.cells[from] ?? '') - 1;
        if (there[nth] === undefined) positions.set(key, [...there, to]);
        target.set(from, to);
      });
    }
    const before = last;
    for (const row of sheet.rows) {
      if (row.row <= complete.row.row) continue;
      rows.push(laid(row, sheet.name, target, before + row.row));
      last = before + row.row;
    }
  }
  const headed = first.rows.map((row) => (row.row === header.row.row ? { ...row, cells: names } : row));
  return [...headed, ...rows];
}

function laid(row: SheetRow, sheet: string, target: ReadonlyMap<number, number>, number: number): SheetRow {
  const cells: string[] = [];
  const columns: (number | undefined)[] = [];
  for (const [from, to] of target) {
    while (cells.length <= to) cells.push('');
    cells[to] = row.cells[from] ?? '';
    columns[to] = from;
  }
  const unknown = (row.unknown ?? []).flatMap((cell) => {
    const to = target.get(cell.index);
    return to === undefined ? [] : [{ ...cell, index: to }];
  });
  const place = { sheet, row: row.row, columns };
  return unknown.length === 0 ? { row: number, cells, place } : { row: number, cells, unknown, place };
}

function uncertain(found: string): DomainError {
  const message = `${found} Rien n'est importé : mettez toutes les lignes à importer sous leurs en-têtes dans des feuilles visibles, supprimez les autres feuilles, puis importez de nouveau le fichier.`;
  return new DomainError('FEUILLE_INCERTAINE', message, { rule: 'ESAT-25' });
}
