import { DomainError } from '../errors.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { foldText, quoted } from '../formats/text.ts';

export type ColumnKey =
  | 'siret'
  | 'raisonSociale'
  | 'adresse'
  | 'codePostal'
  | 'commune'
  | 'departement'
  | 'courriel'
  | 'telephone'
  | 'connuMcp'
  | 'numeroConventionMcp'
  | 'siretConventionMcp'
  | 'modeDeGestion'
  | 'connuHabtiers'
  | 'actifHabtiers';

interface Column {
  key: ColumnKey;
  header: string;
  required: boolean;
}

/** Columns of the Cnaf's list (§6.4, [P]: the real ones are not visible in the source, ESAT-25), in their usual order. */
export const COLUMNS: readonly Column[] = [
  { key: 'siret', header: 'SIRET', required: true },
  { key: 'raisonSociale', header: 'Raison sociale', required: true },
  { key: 'adresse', header: 'Adresse', required: false },
  { key: 'codePostal', header: 'Code postal', required: false },
  { key: 'commune', header: 'Commune', required: false },
  { key: 'departement', header: 'Département', required: true },
  { key: 'courriel', header: 'Courriel', required: true },
  { key: 'telephone', header: 'Téléphone', required: false },
  { key: 'connuMcp', header: 'Connu MCP', required: true },
  { key: 'numeroConventionMcp', header: 'N° convention MCP', required: false },
  { key: 'siretConventionMcp', header: 'SIRET convention MCP', required: true },
  { key: 'modeDeGestion', header: 'Mode de gestion', required: true },
  { key: 'connuHabtiers', header: 'Connu Habtiers', required: true },
  { key: 'actifHabtiers', header: 'Actif Habtiers', required: true },
];

const KEY_BY_FOLDED_HEADER: ReadonlyMap<string, ColumnKey> = new Map(
  COLUMNS.map(({ key, header }) => [foldText(header), key]),
);

/** The header line found in a sheet. */
export interface Header {
  /** row number of the header line; data begins below */
  row: number;
  /** position of a column's cell, from 0; undefined where the optional column is absent */
  indexOf(key: ColumnKey): number | undefined;
  /** the header as the spreadsheet writes it, or the usual one where the column is absent: for messages */
  nameOf(key: ColumnKey): string;
}

/** A header line is looked for among so many first lines that hold something: titles and notes may stand above it. */
const LINES_SEARCHED = 100;

interface Candidate {
  row: SheetRow;
  positions: Map<ColumnKey, number>;
}

function recognise(row: SheetRow): Candidate {
  const positions = new Map<ColumnKey, number>();
  row.cells.forEach((cell, index) => {
    const key = cell.length > 60 ? undefined : KEY_BY_FOLDED_HEADER.get(foldText(cell));
    // of two columns with the same header the first counts
    if (key && !positions.has(key)) positions.set(key, index);
  });
  return { row, positions };
}

function missingIn(positions: ReadonlyMap<ColumnKey, number>): Column[] {
  return COLUMNS.filter(({ key, required }) => required && !positions.has(key));
}

/**
 * Finds the header line: the first that has every required column, headers compared without case, accents, punctuation and spaces, in any
 * order (§6.4). Throws COLONNE_MANQUANTE once, with every column missing from the line that comes closest and the headers it has.
 */
export function findHeader(rows: readonly SheetRow[]): Header {
  const candidates = rows.slice(0, LINES_SEARCHED).map(recognise);
  const complete = candidates.find(({ positions }) => missingIn(positions).length === 0);
  if (!complete) throw missingColumns(candidates);
  const { row, positions } = complete;
  return {
    row: row.row,
    indexOf: (key) => positions.get(key),
    nameOf: (key) => row.cells[positions.get(key) ?? -1] ?? usualHeader(key),
  };
}

function usualHeader(key: ColumnKey): string {
  return COLUMNS.find((column) => column.key === key)?.header ?? key;
}

function missingColumns(candidates: readonly Candidate[]): DomainError {
  const closest = candidates.reduce<Candidate | undefined>(
    (best, candidate) => (candidate.positions.size > (best?.positions.size ?? 0) ? candidate : best),
    undefined,
  );
  const missing = missingIn(closest?.positions ?? new Map());
  const names = missing.map(({ header }) => quoted(header)).join(', ');
  const found = (closest ?? candidates[0])?.row.cells.filter((cell) => cell !== '').slice(0, 30) ?? [];
  const seen =
    found.length === 0
      ? 'La première feuille est vide.'
      : `En-têtes trouvés ligne ${(closest ?? candidates[0])?.row.row} : ${found.map((cell) => quoted(cell, 30)).join(', ')}.`;
  const message = `Il manque ${missing.length > 1 ? 'des colonnes' : 'une colonne'} : ${names}. ${seen} Ajoutez ce qui manque, puis importez de nouveau le fichier.`;
  const faults = missing.map(({ header }) => ({
    path: header,
    code: 'COLONNE_MANQUANTE',
    message: `La colonne ${quoted(header)} est obligatoire.`,
  }));
  return new DomainError('COLONNE_MANQUANTE', message, { rule: 'ESAT-25', faults });
}
