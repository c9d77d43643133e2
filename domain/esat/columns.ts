import { type Column, findHeaderOf, type Header as HeaderOf } from '../formats/header.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { foldText } from '../formats/text.ts';

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

/** Columns of the Cnaf's list (§6.4, [P]: the real ones are not visible in the source, ESAT-25), in their usual order. */
export const COLUMNS: readonly Column<ColumnKey>[] = [
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

export type Header = HeaderOf<ColumnKey>;

/** The header line of the Cnaf's list; throws COLONNE_MANQUANTE (ESAT-25). */
export function findHeader(rows: readonly SheetRow[]): Header {
  return findHeaderOf(COLUMNS, rows, 'ESAT-25');
}

/** The column that a header names, however a file writes it. */
export function columnNamed(name: string): ColumnKey | undefined {
  return COLUMNS.find(({ header }) => foldText(header) === foldText(name))?.key;
}
