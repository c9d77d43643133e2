import type { Code } from '../codes.ts';
import { readCells } from '../formats/cell.ts';
import type { Column, Header } from '../formats/header.ts';
import { lettersFault } from '../formats/letters.ts';
import { accept, type Parsed, reject } from '../formats/parsed.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { parseSiret } from '../formats/siret.ts';
import { foldText } from '../formats/text.ts';
import { isCalendarDate, parisDate } from '../policy/calendar.ts';
import { MEASURE_CODES, MEASURES, type MeasureCode, measureOf } from './measures.ts';
import { foldNumber } from './search.ts';
import type { Protege } from './types.ts';

export type ProtegeColumn = 'number' | 'lastName' | 'firstName' | 'birthDate' | 'measure' | 'measureEndsOn' | 'siret';

/** Columns of the file of protégés ([P]): who they are, the measure, to whom they are entrusted. */
export const PROTEGE_COLUMNS: readonly Column<ProtegeColumn>[] = [
  { key: 'number', header: 'N° allocataire', required: true, aliases: ['Numéro', 'Matricule', 'N° protégé'] },
  { key: 'lastName', header: 'Nom', required: true, aliases: ['Nom de famille', 'Nom du protégé'] },
  { key: 'firstName', header: 'Prénom', required: true, aliases: ['Prénom du protégé'] },
  { key: 'birthDate', header: 'Date de naissance', required: true, aliases: ['Naissance', 'Né le', 'Né(e) le'] },
  { key: 'measure', header: 'Mesure', required: true, aliases: ['Nature de la mesure', 'Type de mesure'] },
  {
    key: 'measureEndsOn',
    header: 'Fin de la mesure',
    required: false,
    aliases: ['Date de fin', 'Fin mesure', 'Échéance de la mesure', 'Date de fin de la mesure'],
  },
  { key: 'siret', header: 'SIRET', required: true, aliases: ['SIRET Tiersi', 'SIRET du tuteur', 'Confié au SIRET'] },
];
const KEYS = PROTEGE_COLUMNS.map(({ key }) => key);

/** Why a row is not taken. Words name the cell, never what stands in it: it is about somebody (S2). */
export interface ProtegeFault {
  code: Code;
  column: string;
  message: string;
}

/** One line of the file, read. */
export interface ReadProtege {
  row: number;
  /** where it could be read at all */
  protege: Omit<Protege, 'reference'>;
  faults: ProtegeFault[];
}

const MAX_NAME = 100;
const OLDEST = '1880-01-01';

/** Measures as people write them beside their labels. */
const MEASURE_WORDS: ReadonlyMap<string, MeasureCode> = new Map([
  ...MEASURE_CODES.flatMap((code) => [
    [foldText(code), code] as const,
    [foldText(measureOf(code).label), code] as const,
  ]),
  ['curatelle', 'CURATELLE_SIMPLE'],
  ['accompagnementjudiciaire', 'MAJ'],
  ['accompagnementsocialpersonnalise', 'MASP'],
  ['maspjudiciaire', 'MASP'],
  ['mjagbf', 'AGBF'],
  ['aidealagestiondubudgetfamilial', 'AGBF'],
]);

/** Reads one line under its header, every fault at once; null when no known column of it holds anything. Never throws. */
export function readProtege(row: SheetRow, header: Header<ProtegeColumn>, at: Date): ReadProtege | null {
  const cells = readCells(row, header, KEYS);
  if (cells === null) return null;
  const faults: ProtegeFault[] = [];
  const told = (column: ProtegeColumn, code: Code, message: string) =>
    faults.push({ code, column: header.nameOf(column), message: `${cells.name(column)} : ${message}` });
  for (const { column, code } of cells.doubts) told(column, code, DOUBTS[code] ?? 'cette cellule ne se lit pas.');
  const read = <T>(column: ProtegeColumn, parse: (typed: string) => Parsed<T>, required = true): T | null => {
    const typed = cells.text(column);
    if (typed === '') {
      const blank = required ? cells.blank(column) : null;
      if (blank !== null) faults.push({ ...blank, column: header.nameOf(column) });
      return null;
    }
    const parsed = parse(typed);
    if (parsed.ok) return parsed.value;
    told(column, parsed.fault.code, parsed.fault.message);
    return null;
  };
  const day = (typed: string) => parseDay(typed);
  const protege = {
    number: read('number', parseNumber) ?? '',
    lastName: read('lastName', parseName) ?? '',
    firstName: read('firstName', parseName) ?? '',
    birthDate: read('birthDate', (typed) => parseBirth(typed, at)) ?? '',
    measure: read('measure', parseMeasure) ?? 'TUTELLE',
    measureEndsOn: read('measureEndsOn', day, false),
    siret: read('siret', parseEstablishment) ?? '',
  };
  return { row: row.row, protege, faults };
}

const DOUBTS: Partial<Record<Code, string>> = {
  COLONNES_EN_DOUBLE: 'deux colonnes du même nom disent autre chose.',
  CELLULE_EN_ERREUR: 'cette cellule est en erreur : sa valeur n’est pas connue.',
  CELLULE_NON_CALCULEE: 'une formule dont le résultat n’est pas dans le fichier : ouvrez-le et enregistrez-le.',
};

/** An allocataire's number, as the Caf writes it; its fault quotes nothing (S2), like those below. */
export function parseNumber(typed: string): Parsed {
  const number = foldNumber(typed);
  return /^[A-Z0-9]{1,15}$/.test(number) && /\d/.test(number)
    ? accept(number)
    : reject('CHAMP_INVALIDE', 'un numéro a des chiffres, des lettres au plus, et 15 caractères au plus.');
}

/** A name that somebody bears. */
export function parseName(typed: string): Parsed {
  if (typed.length > MAX_NAME)
    return reject('CHAMP_INVALIDE', `ce nom est trop long : ${MAX_NAME} caractères au plus.`);
  return /\p{L}/u.test(typed) ? accept(typed) : reject('CHAMP_INVALIDE', 'un nom est attendu.');
}

/** A name that a receipt prints: a letter that none of its fonts has is named (CONV-5). */
export function parseShownName(typed: string): Parsed {
  const fault = lettersFault(typed);
  return fault === null ? parseName(typed) : { ok: false, fault };
}

function parseMeasure(typed: string): Parsed<MeasureCode> {
  const code = MEASURE_WORDS.get(foldText(typed));
  const known = MEASURE_CODES.map((one) => MEASURES[one].label).join(', ');
  return code === undefined
    ? reject('VALEUR_INCONNUE', `cette mesure n'est pas reconnue. Valeurs possibles : ${known}.`)
    : accept(code);
}

/** A day, as 31/12/1950 or 1950-12-31. */
export function parseDay(typed: string): Parsed {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed);
  const day = french === null ? typed : `${french[3]}-${french[2]?.padStart(2, '0')}-${french[1]?.padStart(2, '0')}`;
  return isCalendarDate(day) ? accept(day) : reject('CHAMP_INVALIDE', 'une date est attendue, comme 31/12/1950.');
}

/** A day on which somebody was born. */
export function parseBirth(typed: string, at: Date): Parsed {
  const parsed = parseDay(typed);
  if (!parsed.ok || (parsed.value >= OLDEST && parsed.value <= parisDate(at))) return parsed;
  return reject('CHAMP_INVALIDE', 'une date de naissance est passée, et de 1880 au plus tôt.');
}

/** A SIRET; its fault is told without the number, which may be somebody's in a file whose columns are mixed up. */
function parseEstablishment(typed: string): Parsed {
  const parsed = parseSiret(typed);
  return parsed.ok ? parsed : reject(parsed.fault.code, "ce SIRET n'existe pas : vérifiez ses 14 chiffres.", 'FMT-2');
}
