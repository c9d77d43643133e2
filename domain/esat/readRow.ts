import type { DelegationMode } from '../document/types.ts';
import { parseDepartement } from '../formats/departement.ts';
import { parseEmail } from '../formats/email.ts';
import type { Parsed } from '../formats/parsed.ts';
import { parsePhone } from '../formats/phone.ts';
import { type SheetRow, withLostZero } from '../formats/sheet.ts';
import { normaliseSiret, parseSiret } from '../formats/siret.ts';
import { cleanText, foldText } from '../formats/text.ts';
import { parseYesNo } from '../formats/yesNo.ts';
import { COLUMNS, type ColumnKey, type Header } from './columns.ts';

/** Longest raison sociale kept (§2.3), and bounds for texts that have none, so that pages pasted in cells stay harmless. */
export const MAX_RAISON_SOCIALE = 200;
const MAX_ADDRESS = 300;
const MAX_CELL = 320;

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

/** Reads one line under its header; null when no known column of it holds anything. Never throws. */
export function readRow(row: SheetRow, header: Header): ReadRow | null {
  const cells = new Map<ColumnKey, string>();
  for (const { key } of COLUMNS) {
    const typed = row.cells[header.indexOf(key) ?? -1];
    if (typed !== undefined && typed !== '') cells.set(key, cleanText(typed.slice(0, MAX_CELL)));
  }
  if ([...cells.values()].every((text) => text === '')) return null;
  const cell = (key: ColumnKey): string => cells.get(key) ?? '';
  const typedSiret = cell('siret');
  const siret = parseSiret(typedSiret);
  const postCode = withLostZero(cell('codePostal'), /^[1-9]\d{3}$/);
  const locality = [postCode, cell('commune')].filter((part) => part !== '').join(' ');
  const address = [cell('adresse'), locality].filter((part) => part !== '').join(', ');
  const emailTyped = cell('courriel');
  const phoneTyped = cell('telephone');
  const knownInMcp = cell('connuMcp');
  const knownInHabtiers = cell('connuHabtiers');
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
    knownInMcp: { typed: knownInMcp, value: knownInMcp === '' ? false : parseYesNo(knownInMcp) },
    conventionNumber: cell('numeroConventionMcp').slice(0, 40),
    conventionSiret: normaliseSiret(cell('siretConventionMcp')).slice(0, 40),
    delegationMode: { typed: delegationMode, value: parseDelegationMode(delegationMode) },
    knownInHabtiers: { typed: knownInHabtiers, value: knownInHabtiers === '' ? false : parseYesNo(knownInHabtiers) },
    activeInHabtiers: { typed: activeInHabtiers, value: parseYesNo(activeInHabtiers) },
  };
}
