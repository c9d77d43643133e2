import type { Code } from '../codes.ts';
import { dayWords } from '../demarche/calendar.ts';
import { BLANK, DomainError, type Fault, missing } from '../errors.ts';
import { parseBeneficiary, parseCaf, parseRate, type Worker } from '../esatDeclaration/read.ts';
import { accept, type Parsed, reject } from '../formats/parsed.ts';
import { CONFIRMED } from '../formats/toConfirm.ts';
import { parseYesNo } from '../formats/yesNo.ts';
import { parisDate } from '../policy/calendar.ts';
import { parseBirth, parseDay, parseNumber, parseShownName } from '../protege/read.ts';
import {
  type ActivityChange,
  CHANGE_CODES,
  type ChangeCode,
  type ChangeField,
  type KnownRate,
  type TypedChange,
} from './types.ts';

/** What is known of the worker beside what is typed. */
export interface ChangeGround {
  at: Date;
  known: KnownRate | null;
  /** another Esat has declared them */
  elsewhere: boolean;
  /** what this Esat declared of them before and what was not refused */
  earlier: readonly Pick<ActivityChange, 'change' | 'effectiveOn'>[];
}

/** Nothing older can still change a right, nothing later is known. */
const YEARS_BACK = 2;
const MONTHS_AHEAD = 12;
/** Beyond it somebody is asked whether it is meant. */
const ASKED_MONTHS = 6;

export interface ReadChange {
  change: ActivityChange;
  faults: Fault[];
  /** unlikely, and taken when it is confirmed */
  doubts: Fault[];
}

/** Who a change is about, as far as it can be read: enough to find what is known of them. */
export function whoOf(typed: TypedChange): Pick<Worker, 'number' | 'caf'> | null {
  const [number, caf] = [parseNumber(typed.number.trim()), parseCaf(typed.caf.trim())];
  return number.ok && caf.ok ? { number: number.value, caf: caf.value } : null;
}

/** Reads a change as it was typed, every fault at once (ESAT-9, ESAT-11, ESAT-12). Never throws; a fault quotes nothing of the person (S2). */
export function readChange(typed: TypedChange, ground: ChangeGround): ReadChange {
  const faults: Fault[] = [];
  const told = (path: ChangeField, code: Code, message: string, rule?: string) =>
    faults.push({ path, code, message, ...(rule === undefined ? {} : { rule }) });
  const read = <T>(field: ChangeField, parse: (text: string) => Parsed<T>, fallback: T, required = true): T => {
    const text = typed[field].trim();
    if (text === '') {
      if (required) faults.push(missing(field, BLANK));
      return fallback;
    }
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    told(field, parsed.fault.code, parsed.fault.message, parsed.fault.rule);
    return fallback;
  };
  const worker: Worker = {
    number: read('number', parseNumber, ''),
    lastName: read('lastName', parseShownName, ''),
    firstName: read('firstName', parseShownName, ''),
    birthDate: read('birthDate', (text) => parseBirth(text, ground.at), ''),
    caf: read('caf', parseCaf, ''),
  };
  read('aah', parseBeneficiary, true);
  const change = read<ChangeCode | ''>('change', parseChange, '');
  const effectiveOn = read('effectiveOn', (text) => parseEffective(text, ground.at), '');
  const rateBefore = ground.known?.rate ?? read('knownRate', parseRate, 0);
  if (ground.known !== null && typed.knownRate.trim() !== '') {
    const said = read('knownRate', parseRate, rateBefore);
    if (said !== rateBefore)
      told(
        'knownRate',
        'CHAMP_INVALIDE',
        `le taux connu est ${percent(rateBefore)} depuis le ${dayWords(ground.known.on)} : laissez ce champ vide.`,
      );
  }
  const isRate = change === 'AUGMENTATION' || change === 'DIMINUTION';
  const rate = isRate ? read('rate', parseRate, 0) : null;
  if (!isRate && change !== '' && typed.rate.trim() !== '')
    told('rate', 'CHAMP_INVALIDE', 'un nouveau taux ne se déclare que pour une augmentation ou une diminution.');
  if (rate !== null && rate > 0 && rateBefore > 0) {
    const wrong = change === 'AUGMENTATION' ? rate <= rateBefore : rate >= rateBefore;
    if (wrong)
      told(
        'rate',
        'CHAMP_INVALIDE',
        `${change === 'AUGMENTATION' ? 'une augmentation va au-dessus' : 'une diminution va en dessous'} du taux connu, ${percent(rateBefore)}.`,
        'ESAT-9',
      );
  }
  const ordinary = readOrdinary(change, typed, read, told);
  const declared: ActivityChange = {
    ...{ worker, change: change === '' ? 'DEPART' : change, effectiveOn, rateBefore, rate, ordinary },
  };
  return { change: declared, faults, doubts: faults.length > 0 ? [] : doubtsOf(declared, ground) };
}

type Read = <T>(field: ChangeField, parse: (text: string) => Parsed<T>, fallback: T, required?: boolean) => T;
type Tell = (path: ChangeField, code: Code, message: string, rule?: string) => void;

/** Work in the ordinary environment at the same time, with its dates: where it is asked, or said beside a change of rate (ESAT-12, CON-15). */
function readOrdinary(change: ChangeCode | '', typed: TypedChange, read: Read, told: Tell): ActivityChange['ordinary'] {
  const flagged = read('cumulMilieuOrdinaire', parseFlag, false, false);
  const dates = typed.ordinaryFrom.trim() !== '' || typed.ordinaryUntil.trim() !== '';
  if (change === 'DEPART' && (flagged || dates)) {
    told('cumulMilieuOrdinaire', 'CHAMP_INVALIDE', 'qui quitte l’Esat ne cumule plus deux activités.', 'ESAT-12');
    return null;
  }
  if (change !== 'CUMUL' && !flagged && !dates) return null;
  const from = read('ordinaryFrom', parseDay, '');
  const until = read('ordinaryUntil', parseDay, '', false);
  if (from !== '' && until !== '' && until < from)
    told('ordinaryUntil', 'CHAMP_INVALIDE', 'la fin ne peut précéder le début.', 'ESAT-12');
  return { from, until: until === '' ? null : until };
}

function parseFlag(text: string): Parsed<boolean> {
  const yes = parseYesNo(text);
  return yes === null ? reject('VALEUR_INCONNUE', 'Oui ou Non est attendu.') : accept(yes);
}

function parseChange(text: string): Parsed<ChangeCode> {
  const code = CHANGE_CODES.find((one) => one === text);
  return code === undefined
    ? reject('VALEUR_INCONNUE', 'choisissez un des changements proposés.', 'ESAT-9')
    : accept(code);
}

/** The day from which it holds. */
function parseEffective(text: string, at: Date): Parsed {
  const parsed = parseDay(text);
  if (!parsed.ok) return parsed;
  if (parsed.value < monthsFrom(at, -12 * YEARS_BACK))
    return reject(
      'CHAMP_INVALIDE',
      `un changement se déclare dans les ${YEARS_BACK} ans : adressez-vous à la Caf du travailleur.`,
      'ESAT-9',
    );
  if (parsed.value > monthsFrom(at, MONTHS_AHEAD))
    return reject('CHAMP_INVALIDE', `un changement se déclare ${MONTHS_AHEAD} mois à l’avance au plus.`, 'ESAT-9');
  return parsed;
}

function monthsFrom(at: Date, months: number): string {
  const [year = 0, month = 1, day = 1] = parisDate(at).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, day)).toISOString().slice(0, 10);
}

function doubtsOf({ change, effectiveOn }: ActivityChange, { at, elsewhere, earlier }: ChangeGround): Fault[] {
  const doubt = (path: ChangeField, code: Code, message: string): Fault => ({
    ...{ path, code, rule: 'ESAT-9' },
    message: `${message} Si c’est bien le cas, confirmez-le.`,
  });
  const left = earlier.find((one) => one.change === 'DEPART');
  return [
    ...(elsewhere ? [doubt('number', 'TRAVAILLEUR_DECLARE_AILLEURS', 'Un autre Esat a déclaré ce travailleur.')] : []),
    ...(earlier.some((one) => one.change === change && one.effectiveOn === effectiveOn)
      ? [doubt('change', 'LIGNE_EN_DOUBLE', 'Le même changement est déjà déclaré à cette date.')]
      : []),
    ...(left !== undefined && effectiveOn >= left.effectiveOn && change !== 'DEPART'
      ? [
          doubt(
            'change',
            'LIGNE_EN_DOUBLE',
            `Le départ de ce travailleur est déjà déclaré au ${dayWords(left.effectiveOn)}.`,
          ),
        ]
      : []),
    ...(effectiveOn < monthsFrom(at, -ASKED_MONTHS) || effectiveOn > monthsFrom(at, ASKED_MONTHS)
      ? [doubt('effectiveOn', 'DATE_A_CONFIRMER', 'Cette date est à plus de six mois d’aujourd’hui.')]
      : []),
  ];
}

/**
 * Refuses what may not be declared as it is, with everything at once: SAISIE_INVALIDE; DECLARATION_A_CONFIRMER where only doubts are left and nobody
 * said that it is meant.
 */
export function assertDeclarable({ faults, doubts }: ReadChange, confirmed: boolean): void {
  if (faults.length > 0)
    throw new DomainError('SAISIE_INVALIDE', 'Des informations sont à corriger : rien n’est transmis.', {
      rule: 'ESAT-9',
      faults,
    });
  if (confirmed || doubts.length === 0) return;
  throw new DomainError('DECLARATION_A_CONFIRMER', 'Ce changement est à confirmer : rien n’est transmis.', {
    rule: 'ESAT-9',
    faults: [...doubts, TO_CONFIRM],
  });
}

/** Where the form that comes back is to be told that it is meant. */
const TO_CONFIRM: Fault = { path: CONFIRMED, code: 'DECLARATION_A_CONFIRMER', message: 'Vérifiez, puis confirmez.' };

export const percent = (rate: number): string => `${rate.toLocaleString('fr-FR')}\u00A0%`;
