import {
  type Column,
  columnMeant,
  EMAIL_ALIASES,
  findHeaderOf,
  type Header as HeaderOf,
  PHONE_ALIASES,
} from '../formats/header.ts';
import type { SheetRow } from '../formats/sheet.ts';

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
  { key: 'siret', header: 'SIRET', required: true, aliases: ['N° SIRET', 'Code SIRET'] },
  { key: 'raisonSociale', header: 'Raison sociale', required: true },
  { key: 'adresse', header: 'Adresse', required: false },
  { key: 'codePostal', header: 'Code postal', required: false, aliases: ['CP'] },
  { key: 'commune', header: 'Commune', required: false, aliases: ['Ville'] },
  {
    key: 'departement',
    header: 'Département',
    required: true,
    aliases: ['Dépt', 'Dép', 'N° département', 'Département (n°)', 'Code département', 'Département (code)'],
  },
  { key: 'courriel', header: 'Courriel', required: true, aliases: EMAIL_ALIASES },
  { key: 'telephone', header: 'Téléphone', required: false, aliases: PHONE_ALIASES },
  { key: 'connuMcp', header: 'Connu MCP', required: true },
  { key: 'numeroConventionMcp', header: 'N° convention MCP', required: false },
  { key: 'siretConventionMcp', header: 'SIRET convention MCP', required: true, aliases: ['N° SIRET convention MCP'] },
  { key: 'modeDeGestion', header: 'Mode de gestion', required: true, aliases: ['Mode gestion MCP'] },
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
  return columnMeant(COLUMNS, name);
}
