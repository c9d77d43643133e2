import type { DelegationMode } from '../document/types.ts';
import { type Doubt, readCells } from '../formats/cell.ts';
import { parseDepartement } from '../formats/departement.ts';
import { parseEmail } from '../formats/email.ts';
import type { Parsed } from '../formats/parsed.ts';
import { parsePhone } from '../formats/phone.ts';
import { type SheetRow, withLostZero } from '../formats/sheet.ts';
import { shortenedSirets } from '../formats/shortenedSiret.ts';
import { normaliseSiret, parseSiret } from '../formats/siret.ts';
import { foldText } from '../formats/text.ts';
import { parseYesNo } from '../formats/yesNo.ts';
import { COLUMNS, type ColumnKey, type Header } from './columns.ts';
import { doubtfulDates } from './doubtfulCells.ts';

/** Longest raison sociale kept (§2.3), and bounds for texts that have none, so that pages pasted in cells stay harmless. */
export const MAX_RAISON_SOCIALE = 200;
const MAX_ADDRESS = 300;

/** A cell of few possible values: what is typed, and what it means (null: empty or not recognised). */
export interface Choice<T> {
  typed: string;
  value: T | null;
}

/** One line of the list, read but not judged. */
export interface ReadRow {
  row: number;
  siret: Parsed;
  /** the SIRET normalised, or what is typed in its place */
  siretTyped: string;
  raisonSociale: string;
  address: string;
  departement: Parsed;
  emailTyped: string;
  email: Parsed;
  phoneTyped: string;
  phone: Parsed;
  knownInMcp: Choice<boolean>;
  conventionNumber: string;
  conventionSiret: string;
  delegationMode: Choice<DelegationMode>;
  knownInHabtiers: Choice<boolean>;
  activeInHabtiers: Choice<boolean>;
  /** cells that say nothing certain: what they say is left out of the rest */
  doubts: readonly Doubt<ColumnKey>[];
  notes: readonly Doubt<ColumnKey>[];
}

const MODES: ReadonlyMap<string, DelegationMode> = new Map([
  ['delegue', 'DELEGUE'],
  ['deleguee', 'DELEGUE'],
  ['modedelegue', 'DELEGUE'],
  ['gestiondeleguee', 'DELEGUE'],
  ['centralise', 'CENTRALISE'],
  ['centralisee', 'CENTRALISE'],
  ['modecentralise', 'CENTRALISE'],
  ['gestioncentralisee', 'CENTRALISE'],
]);

/** 'Délégué' or 'Centralisé' without regard to case and accents, also 'Mode délégué', 'Gestion centralisée' (DEL-1); null otherwise. */
export function parseDelegationMode(typed: string): DelegationMode | null {
  return MODES.get(foldText(typed)) ?? null;
}

const KEYS = COLUMNS.map(({ key }) => key);
const SIRETS: readonly ColumnKey[] = ['siret', 'siretConventionMcp'];

/** Reads one line under its header; null when no known column of it holds anything. Never throws. */
export function readRow(row: SheetRow, header: Header): ReadRow | null {
  const cells = readCells(row, header, KEYS);
  if (cells === null) return null;
  const typed = cells.text;
  const doubts = [...cells.doubts, ...shortenedSirets(cells, SIRETS), ...doubtfulDates(cells)];
  const doubted = new Set(doubts.map(({ column }) => column));
  const cell = (key: ColumnKey): string => (doubted.has(key) && key !== 'siret' ? '' : typed(key));
  const typedSiret = cell('siret');
  const siret = parseSiret(typedSiret);
  const postCode = withLostZero(cell('codePostal'), /^[1-9]\d{3}$/);
  const locality = [postCode, cell('commune')].filter((part) => part !== '').join(' ');
  const address = [cell('adresse'), locality].filter((part) => part !== '').join(', ');
  const emailTyped = cell('courriel');
  const phoneTyped = cell('telephone');
  /** empty is Non (§6.4), in doubt is neither */
  const answerOf = (key: ColumnKey): Choice<boolean> => ({
    typed: cell(key),
    value: cell(key) === '' && !doubted.has(key) ? false : parseYesNo(cell(key)),
  });
  const activeInHabtiers = cell('actifHabtiers');
  const delegationMode = cell('modeDeGestion');
  return {
    row: row.row,
    siret,
    siretTyped: siret.ok ? siret.value : typedSiret.slice(0, 40),
    raisonSociale: cell('raisonSociale'),
    address: address.slice(0, MAX_ADDRESS),
    departement: parseDepartement(cell('departement')),
    emailTyped,
    email: parseEmail(emailTyped),
    phoneTyped,
    phone: parsePhone(withLostZero(phoneTyped, /^[1-9]\d{8}$/)),
    knownInMcp: answerOf('connuMcp'),
    conventionNumber: cell('numeroConventionMcp').slice(0, 40),
    conventionSiret: normaliseSiret(cell('siretConventionMcp')).slice(0, 40),
    delegationMode: { typed: delegationMode, value: parseDelegationMode(delegationMode) },
    knownInHabtiers: answerOf('connuHabtiers'),
    activeInHabtiers: { typed: activeInHabtiers, value: parseYesNo(activeInHabtiers) },
    doubts,
    notes: cells.notes,
  };
}
