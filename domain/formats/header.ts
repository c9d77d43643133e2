import { DomainError, type Fault } from '../errors.ts';
import type { SheetRow } from './sheet.ts';
import { foldText, quoted } from './text.ts';

/** A column of a list that people upload. */
export interface Column<K extends string> {
  key: K;
  header: string;
  required: boolean;
}

/** The header line found in a sheet. */
export interface Header<K extends string> {
  /** row number of the header line; data begins below */
  row: number;
  /** position of a column's cell, from 0; undefined where the optional column is absent */
  indexOf(key: K): number | undefined;
  /** the header as the spreadsheet writes it, or the usual one where the column is absent: for messages */
  nameOf(key: K): string;
}

/** A header line is looked for among so many first lines that hold something: titles and notes may stand above it. */
const LINES_SEARCHED = 100;

interface Candidate<K> {
  row: SheetRow;
  positions: Map<K, number>;
}

/**
 * Finds the header line: the first that has every required column, headers compared without case, accents, punctuation and spaces, in any
 * order (§6.4). Throws COLONNE_MANQUANTE once, with every column missing from the line that comes closest and the headers it has.
 */
export function findHeaderOf<K extends string>(
  columns: readonly Column<K>[],
  rows: readonly SheetRow[],
  rule?: string,
): Header<K> {
  const keys = new Map(columns.map(({ key, header }) => [foldText(header), key]));
  const candidates = rows.slice(0, LINES_SEARCHED).map((row) => recognise(row, keys));
  const complete = candidates.find(({ positions }) => missingIn(columns, positions).length === 0);
  if (!complete) throw missingColumns(columns, candidates, rule);
  const { row, positions } = complete;
  return {
    row: row.row,
    indexOf: (key) => positions.get(key),
    nameOf: (key) => row.cells[positions.get(key) ?? -1] ?? columns.find((column) => column.key === key)?.header ?? key,
  };
}

function recognise<K extends string>(row: SheetRow, keys: ReadonlyMap<string, K>): Candidate<K> {
  const positions = new Map<K, number>();
  row.cells.forEach((cell, index) => {
    const key = cell.length > 60 ? undefined : keys.get(foldText(cell));
    // of two columns with the same header the first counts
    if (key && !positions.has(key)) positions.set(key, index);
  });
  return { row, positions };
}

function missingIn<K extends string>(
  columns: readonly Column<K>[],
  positions: ReadonlyMap<K, number>,
): readonly Column<K>[] {
  return columns.filter(({ key, required }) => required && !positions.has(key));
}

function missingColumns<K extends string>(
  columns: readonly Column<K>[],
  candidates: readonly Candidate<K>[],
  rule: string | undefined,
): DomainError {
  const closest = candidates.reduce<Candidate<K> | undefined>(
    (best, candidate) => (candidate.positions.size > (best?.positions.size ?? 0) ? candidate : best),
    undefined,
  );
  const missing = missingIn(columns, closest?.positions ?? new Map());
  const names = missing.map(({ header }) => quoted(header)).join(', ');
  const found = (closest ?? candidates[0])?.row.cells.filter((cell) => cell !== '').slice(0, 30) ?? [];
  const seen =
    found.length === 0
      ? 'La première feuille est vide.'
      : `En-têtes trouvés ligne ${(closest ?? candidates[0])?.row.row} : ${found.map((cell) => quoted(cell, 30)).join(', ')}.`;
  const message = `Il manque ${missing.length > 1 ? 'des colonnes' : 'une colonne'} : ${names}. ${seen} Ajoutez ce qui manque, puis importez de nouveau le fichier.`;
  const faults = missing.map(
    ({ header }): Fault => ({
      path: header,
      code: 'COLONNE_MANQUANTE',
      message: `La colonne ${quoted(header)} est obligatoire.`,
    }),
  );
  return new DomainError('COLONNE_MANQUANTE', message, rule === undefined ? { faults } : { rule, faults });
}
