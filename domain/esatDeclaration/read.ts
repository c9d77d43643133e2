import type { Code } from '../codes.ts';
import { MAYOTTE, parseDepartement } from '../formats/departement.ts';
import { accept, BLANK_CELL, type Parsed, reject } from '../formats/parsed.ts';
import { parseYesNo } from '../formats/yesNo.ts';
import { parseBirth, parseName, parseNumber } from '../protege/read.ts';
import { type LineColumn, type TypedLine, UNKNOWN_CELL } from './columns.ts';

/** A worker as a declaration names them. */
export interface Worker {
  number: string;
  lastName: string;
  firstName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string;
  /** code of the worker's own Caf, which may not be the Esat's */
  caf: string;
}

/** What is declared of one worker for November (ESAT-7); amounts in cents. */
export interface DeclaredLine extends Worker {
  /** rate of activity, in per cent */
  rate: number;
  direct: number;
  aid: number;
  other: number;
}

/** Why a line is not taken as it is. Words name the column, never what stands in it: it is about somebody (S2). */
export interface LineFault {
  column: LineColumn | '';
  code: Code;
  message: string;
  rule?: string;
}

export interface ReadLine {
  line: DeclaredLine;
  faults: LineFault[];
  /** unlikely, and taken when it is confirmed */
  doubts: LineFault[];
}

/** No pay of a month comes near it: refused. */
const MOST_CENTS = 9_999_999;
/** Above it somebody is asked whether it is meant: the guaranteed remuneration ends at 110 % of the Smic, and others may come on top. */
const ASKED_CENTS = 300_000;

/** Reads what was typed of one worker, every fault at once. Never throws. */
export function readLine(typed: TypedLine, at: Date): ReadLine {
  const faults: LineFault[] = [];
  const read = <T>(column: LineColumn, parse: (text: string) => Parsed<T>, fallback: T, required = true): T => {
    const text = typed[column].trim();
    if (text === '' && !required) return fallback;
    const parsed = text === '' ? BLANK_CELL : text === UNKNOWN_CELL ? UNKNOWN : parse(text);
    if (parsed.ok) return parsed.value;
    faults.push({ column, ...parsed.fault });
    return fallback;
  };
  const line: DeclaredLine = {
    number: read('number', parseNumber, ''),
    lastName: read('lastName', parseName, ''),
    firstName: read('firstName', parseName, ''),
    birthDate: read('birthDate', (text) => parseBirth(text, at), ''),
    caf: read('caf', parseCaf, ''),
    rate: read('rate', parseRate, 0),
    direct: read('direct', parseAmount, 0),
    aid: read('aid', parseAmount, 0),
    other: read('other', parseAmount, 0, false),
  };
  read('aah', parseBeneficiary, true);
  return { line, faults, doubts: faults.length > 0 ? [] : doubtsOf(line) };
}

const UNKNOWN = reject(
  'CELLULE_EN_ERREUR',
  'cette cellule est en erreur, ou sa formule n’est pas calculée : tapez sa valeur.',
);

/** All the elements of a line together. */
export const totalOf = ({ direct, aid, other }: Pick<DeclaredLine, 'direct' | 'aid' | 'other'>): number =>
  direct + aid + other;

function doubtsOf(line: DeclaredLine): LineFault[] {
  const doubt = (column: LineColumn, message: string): LineFault => ({
    ...{ column, code: 'MONTANT_A_CONFIRMER', rule: 'ESAT-7' },
    message: `${message} Si c’est bien le cas, confirmez-le.`,
  });
  const high = (['direct', 'aid', 'other'] as const).filter((column) => line[column] > ASKED_CENTS);
  if (totalOf(line) === 0) return [doubt('direct', 'aucun montant n’est déclaré pour ce travailleur.')];
  return high.map((column) => doubt(column, 'ce montant est très élevé pour un mois.'));
}

/** The worker's Caf by its département; Mayotte is outside of the service (ESAT-2). */
export function parseCaf(text: string): Parsed {
  const parsed = parseDepartement(text.replace(/^\s*caf\b/i, ''));
  if (!parsed.ok) return reject(parsed.fault.code, 'le code du département de sa Caf est attendu, comme 93 ou 2A.');
  return parsed.value === MAYOTTE
    ? reject('HORS_CHAMP', 'Mayotte (976) n’est pas dans le champ de ce service.', 'ESAT-2')
    : parsed;
}

/** A rate of activity in per cent: more than nothing, a whole at most, two decimals. */
export function parseRate(text: string): Parsed<number> {
  const plain = text.replace(/[\s%]/g, '').replace(',', '.');
  const rate = /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
  return rate >= 1 && rate <= 100
    ? accept(rate)
    : reject('CHAMP_INVALIDE', 'un taux de 1 à 100 est attendu, en pour cent, comme 80.', 'ESAT-9');
}

/** An amount in euros, as cents. */
export function parseAmount(text: string): Parsed<number> {
  const plain = text.replace(/[\s€]/g, '').replace(',', '.');
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain))
    return reject('CHAMP_INVALIDE', 'un montant en euros est attendu, comme 845,20 ; zéro s’écrit 0.');
  const cents = Math.round(Number(plain) * 100);
  return cents <= MOST_CENTS
    ? accept(cents)
    : reject('CHAMP_INVALIDE', 'ce montant dépasse ce qu’un mois peut compter.');
}

/** Only who receives the AAH is declared (ESAT-11). */
export function parseBeneficiary(text: string): Parsed<true> {
  const yes = parseYesNo(text);
  if (yes === null) return reject('VALEUR_INCONNUE', 'Oui ou Non est attendu.');
  if (yes) return accept(true);
  return reject('NON_BENEFICIAIRE_AAH', 'seuls les travailleurs qui reçoivent l’AAH se déclarent ici.', 'ESAT-11');
}
