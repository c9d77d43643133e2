import { type Fault, unasked } from '../errors.ts';
import type { FormatFault } from '../formats/parsed.ts';
import { parsePhone } from '../formats/phone.ts';
import { parseSiret } from '../formats/siret.ts';
import { cleanProse, cleanText } from '../formats/text.ts';
import { isCalendarDate } from '../policy/calendar.ts';
import { euros } from './amounts.ts';
import { isMonth, quartersOver, quarterWords, yearsFrom, yearsOver } from './calendar.ts';
import { readChildren } from './children.ts';
import type { DateBounds, Field, FieldKind } from './forms/form.ts';
import { asText, inside, NO_DATE, type Read, readText, wrong } from './reading.ts';

type FieldOf<K extends FieldKind> = Extract<Field, { kind: K }>;
type Readers = { [K in FieldKind]: (field: FieldOf<K>, raw: unknown, today: string) => Read };

/** How each kind of field is read; a kind without its line does not compile. */
const READERS: Readers = {
  line: ({ max }, raw) => readText(cleanText, max, raw),
  text: ({ max }, raw) => readText(cleanProse, max, raw),
  phone: (_, raw) => readParsed(parsePhone, raw, 'Indiquez un numéro de téléphone français de 10 chiffres.'),
  siret: (_, raw) => readParsed(parseSiret, raw, 'Indiquez un SIRET exact : 14 chiffres.'),
  postcode: (_, raw) => {
    const code = asText(raw).replace(/\s/g, '');
    return /^\d{5}$/.test(code) ? { value: code } : wrong('Le code postal compte 5 chiffres.');
  },
  yesNo: (_, raw) =>
    typeof raw === 'boolean' ? { value: raw } : wrong('Répondez par oui ou par non.', 'VALEUR_INCONNUE'),
  choice: ({ choices }, raw) => {
    const chosen = asText(raw);
    return Object.hasOwn(choices, chosen) ? { value: chosen } : notOffered(Object.values(choices));
  },
  choices: ({ choices }, raw) => {
    const chosen = Array.isArray(raw) ? raw.map(asText) : [asText(raw)];
    const known = chosen.every((one) => Object.hasOwn(choices, one));
    return known ? { value: [...new Set(chosen)] } : notOffered(Object.values(choices));
  },
  date: (field, raw, today) => {
    const date = asText(raw);
    if (!isCalendarDate(date)) return wrong(NO_DATE);
    return outOfBounds(date, field, today) ?? { value: date };
  },
  month: (field, raw, today) => {
    const month = asText(raw);
    if (!isMonth(month)) return wrong('Indiquez un mois, par exemple 2026-03 pour mars 2026.');
    return outOfBounds(month, field, today.slice(0, 7)) ?? { value: month };
  },
  period: readPeriod,
  quarter: ({ back }, raw, today) => oneOf(quartersOver(today, back), raw, quarterWords),
  year: ({ back }, raw, today) => oneOf(yearsOver(today, back), raw, (year) => year),
  number: ({ min, max }, raw) => {
    const value = asNumber(raw);
    if (value === null || !Number.isInteger(value)) return wrong('Indiquez un nombre entier.');
    return value < min || value > max ? wrong(`Indiquez un nombre de ${min} à ${max}.`) : { value };
  },
  amount: ({ min, max }, raw) => readAmount(raw, min, max),
  monthly: ({ max }, raw) => {
    const months = Array.isArray(raw) ? raw : [];
    if (months.length !== 3) return wrong('Indiquez un montant pour chacun des trois mois, 0 s’il n’y en a pas.');
    const read = months.map((one) => readAmount(one, 0, max));
    const faults = read.flatMap((one, index) => ('faults' in one ? inside(one.faults, String(index)) : []));
    return faults.length > 0 ? { faults } : { value: read.map((one) => ('value' in one ? Number(one.value) : 0)) };
  },
  children: readChildren,
};

/** Reads what was typed in one field, blank ones left out by the caller. */
export function readField<K extends FieldKind>(field: FieldOf<K>, raw: unknown, today: string): Read {
  const reader = READERS[field.kind] as unknown as (field: FieldOf<K>, raw: unknown, today: string) => Read;
  return reader(field, raw, today);
}

/** A number, or text as people write one: '1 234,50 €'. Null when it is neither. */
function asNumber(raw: unknown): number | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  const digits = asText(raw).replace(/[\s€]/g, '').replace(',', '.');
  return /^-?\d{1,9}(\.\d{1,9})?$/.test(digits) ? Number(digits) : null;
}

function readAmount(raw: unknown, min: number, max: number): Read {
  const value = asNumber(raw);
  if (value === null || Math.abs(value * 100 - Math.round(value * 100)) > 1e-6)
    return wrong('Indiquez un montant en euros, avec deux décimales au plus.');
  if (value < min || value > max) return wrong(`Indiquez un montant de ${euros(min)} à ${euros(max)}.`);
  return { value: Math.round(value * 100) / 100 };
}

type Parser = (raw: string) => { ok: true; value: string } | { ok: false; fault: FormatFault };

/** A format of the house, its fault told without what was typed. */
function readParsed(parse: Parser, raw: unknown, message: string): Read {
  const parsed = parse(asText(raw).slice(0, 100));
  return parsed.ok ? { value: parsed.value } : { faults: [{ ...parsed.fault, path: '', message }] };
}

function readPeriod(field: FieldOf<'period'>, raw: unknown, today: string): Read {
  const given = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : {};
  const { from: first, to: last, ...rest } = given as Record<string, unknown>;
  const [from, to] = [asText(first), asText(last)];
  const faults = [
    ...Object.keys(rest).map(unasked),
    ...(['from', 'to'] as const).flatMap((part) => {
      const date = part === 'from' ? from : to;
      if (!isCalendarDate(date)) return inside(wrong(NO_DATE).faults, part);
      return inside(outOfBounds(date, field, today)?.faults ?? [], part);
    }),
  ];
  if (faults.length > 0) return { faults };
  return from > to
    ? { faults: inside(wrong('La fin ne peut précéder le début.').faults, 'to') }
    : { value: { from, to } };
}

function outOfBounds(value: string, { dates, withinYears }: DateBounds, today: string): { faults: Fault[] } | null {
  if (dates === 'past' && value > today) return wrong('Indiquez une date qui n’est pas à venir.');
  if (dates === 'future' && value <= today) return wrong('Indiquez une date à venir.', 'DATE_PASSEE');
  const far = value < yearsFrom(today, -withinYears) || value > yearsFrom(today, withinYears);
  return far ? wrong(`Cette date est trop éloignée : ${withinYears} ${withinYears > 1 ? 'ans' : 'an'} au plus.`) : null;
}

function oneOf(known: readonly string[], raw: unknown, words: (value: string) => string): Read {
  const chosen = asText(raw);
  return known.includes(chosen) ? { value: chosen } : notOffered(known.map(words));
}

function notOffered(words: readonly string[]): { faults: Fault[] } {
  return wrong(`Choisissez parmi : ${words.join(', ')}.`, 'VALEUR_INCONNUE');
}
