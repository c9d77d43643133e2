import { DomainError, type Fault } from '../errors.ts';
import type { SheetRow } from './sheet.ts';
import { cleanText, foldText, quoted } from './text.ts';

/** A column of a list that people upload. */
export interface Column<K extends string> {
  key: K;
  header: string;
  required: boolean;
  /** other names that mean this column and no other */
  aliases?: readonly string[];
}

/** Other names of a column for an address or a phone, in every list. */
export const EMAIL_ALIASES = [
  'E-mail',
  'Mail',
  'Mél',
  'Courrier électronique',
  'Adresse mail',
  'Adresse e-mail',
  'Adresse électronique',
];
export const PHONE_ALIASES = ['Tél', 'N° téléphone', 'N° tél'];

/** The header line found in a sheet. */
export interface Header<K extends string> {
  /** row number of the header line; data begins below */
  row: number;
  /** position of a column's cell, from 0; undefined where the optional column is absent */
  indexOf(key: K): number | undefined;
  /** every position whose header means this column: usually one */
  allOf(key: K): readonly number[];
  /** the header as the spreadsheet writes it, or the usual one where the column is absent: for messages */
  nameOf(key: K): string;
  /** columns that are not read though their header resembles one that is absent */
  lookalikes: readonly { index: number; name: string; key: K }[];
}

/** A header line is looked for among so many first lines that hold something: titles and notes may stand above it. */
const LINES_SEARCHED = 100;
/** A longer cell is a sentence, no header. */
const MAX_HEADER = 60;

export interface Candidate<K> {
  row: SheetRow;
  positions: ReadonlyMap<K, readonly number[]>;
}

/**
 * Finds the header line: the first that has every required column, headers compared without case, accents, punctuation, spaces and small
 * words, in any order (§6.4). Throws COLONNE_MANQUANTE once, with every column missing from the line that comes closest and the headers
 * it has.
 */
export function findHeaderOf<K extends string>(
  columns: readonly Column<K>[],
  rows: readonly SheetRow[],
  rule?: string,
): Header<K> {
  const { complete, closest } = headerLineOf(columns, rows);
  if (!complete) throw missingColumns(columns, closest, rows[0], rule);
  const { row, positions } = complete;
  const indexOf = (key: K) => positions.get(key)?.[0];
  return {
    row: row.row,
    indexOf,
    allOf: (key) => positions.get(key) ?? [],
    nameOf: (key) =>
      cleanText(row.cells[indexOf(key) ?? -1] ?? '') || (columns.find((column) => column.key === key)?.header ?? key),
    lookalikes: lookalikesIn(columns, complete),
  };
}

/** The line that has every required column, and the one that comes closest. */
export function headerLineOf<K extends string>(
  columns: readonly Column<K>[],
  rows: readonly SheetRow[],
): { complete: Candidate<K> | undefined; closest: Candidate<K> | undefined } {
  const keys = keysOf(columns);
  const candidates = rows.slice(0, LINES_SEARCHED).map((row) => recognise(row, keys));
  return {
    complete: candidates.find(({ positions }) => missingIn(columns, positions).length === 0),
    closest: candidates.reduce<Candidate<K> | undefined>(
      (best, candidate) => (candidate.positions.size > (best?.positions.size ?? 0) ? candidate : best),
      undefined,
    ),
  };
}

/** The column that a header names, however a file writes it. */
export function columnMeant<K extends string>(columns: readonly Column<K>[], name: string): K | undefined {
  return keysOf(columns).get(foldHeader(name));
}

/** Words of a header that do not tell columns apart: « N° de convention MCP », « Connu dans MCP ». */
const SMALL_WORDS = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'l', 'd', 'dans', 'en', 'a', 'au']);
const NUMBER_WORDS = new Set(['n', 'no', 'nr', 'num', 'numero']);

/** Key for comparing headers: « Numéro de convention MCP » and « N° convention MCP » are one. */
function foldHeader(raw: string): string {
  const words = cleanText(raw)
    .split(/[^\p{L}\p{M}\d]+/u)
    .map(foldText)
    .filter((word) => word !== '' && !SMALL_WORDS.has(word));
  return words.map((word) => (NUMBER_WORDS.has(word) ? 'n' : word)).join('');
}

function keysOf<K extends string>(columns: readonly Column<K>[]): ReadonlyMap<string, K> {
  return new Map(
    columns.flatMap(({ key, header, aliases = [] }) =>
      [header, ...aliases].map((name) => [foldHeader(name), key] as const),
    ),
  );
}

function recognise<K extends string>(row: SheetRow, keys: ReadonlyMap<string, K>): Candidate<K> {
  const positions = new Map<K, readonly number[]>();
  row.cells.forEach((cell, index) => {
    const key = cell.length > MAX_HEADER ? undefined : keys.get(foldHeader(cell));
    if (key) positions.set(key, [...(positions.get(key) ?? []), index]);
  });
  return { row, positions };
}

/** Letters that a header must share with a column's name to resemble it: « Téléphone 2 », « Téléphonne ». */
const SHARED_LETTERS = 4;

function lookalikesIn<K extends string>(
  columns: readonly Column<K>[],
  { row, positions }: Candidate<K>,
): Header<K>['lookalikes'] {
  const absent = columns.filter(({ key }) => !positions.has(key));
  const read = new Set([...positions.values()].flat());
  return row.cells.flatMap((name, index) => {
    const folded = foldHeader(name);
    if (read.has(index) || folded === '' || name.length > MAX_HEADER) return [];
    const alike = absent.find(({ header, aliases = [] }) =>
      [header, ...aliases].map(foldHeader).some((one) => resembles(folded, one)),
    );
    return alike ? [{ index, name, key: alike.key }] : [];
  });
}

function resembles(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < SHARED_LETTERS) return false;
  return long.includes(short) || distance(one, other) <= Math.floor(short.length / SHARED_LETTERS);
}

/** Letters to change, add or drop to make one word of the other. */
function distance(one: string, other: string): number {
  let line = Array.from({ length: other.length + 1 }, (_, index) => index);
  [...one].forEach((letter, row) => {
    const next = [row + 1];
    [...other].forEach((target, column) => {
      const change = (line[column] ?? 0) + (letter === target ? 0 : 1);
      next.push(Math.min(change, (line[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    });
    line = next;
  });
  return line[other.length] ?? 0;
}

function missingIn<K extends string>(
  columns: readonly Column<K>[],
  positions: Candidate<K>['positions'],
): readonly Column<K>[] {
  return columns.filter(({ key, required }) => required && !positions.has(key));
}

function missingColumns<K extends string>(
  columns: readonly Column<K>[],
  closest: Candidate<K> | undefined,
  first: SheetRow | undefined,
  rule: string | undefined,
): DomainError {
  const missing = missingIn(columns, closest?.positions ?? new Map());
  const names = missing.map(({ header }) => quoted(header)).join(', ');
  const line = closest?.row ?? first;
  const found = line?.cells.filter((cell) => cell !== '').slice(0, 30) ?? [];
  const where =
    line?.place === undefined
      ? `ligne ${line?.row}`
      : `ligne ${line.place.row} de la feuille ${quoted(line.place.sheet)}`;
  const seen =
    found.length === 0
      ? 'La première feuille est vide.'
      : `En-têtes trouvés ${where} : ${found.map((cell) => quoted(cell, 30)).join(', ')}.`;
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
