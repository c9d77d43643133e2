import { type Fault, missing, unasked } from '../errors.ts';
import { cleanText } from '../formats/text.ts';
import { isCalendarDate } from '../policy/calendar.ts';
import { isBlank } from '../task/fields.ts';
import type { Child } from './answers.ts';
import { yearsFrom } from './calendar.ts';
import type { Field } from './forms/form.ts';
import { asText, inside, NO_DATE, type Read, readText, wrong } from './reading.ts';

type ChildrenField = Extract<Field, { kind: 'children' }>;

const NAME_MAX = 60;
const ASKED = {
  lastName: 'Indiquez le nom de l’enfant.',
  firstName: 'Indiquez le prénom de l’enfant.',
  birthDate: 'Indiquez la date de naissance de l’enfant.',
  situation: 'Dites ce qui change pour cet enfant.',
} as const;

/** Children, one line each; a line left blank as a whole is none. */
export function readChildren(field: ChildrenField, raw: unknown, today: string): Read {
  if (!Array.isArray(raw)) return wrong('Indiquez les enfants un par un.');
  const lines = raw.map((one, index) => ({ one, index })).filter(({ one }) => !isBlankLine(one));
  if (lines.length === 0) return wrong('Indiquez au moins un enfant.', 'CHAMP_OBLIGATOIRE');
  if (lines.length > field.max) return wrong(`Indiquez ${field.max} enfants au plus.`);
  const faults: Fault[] = [];
  const value = lines.flatMap(({ one, index }) => {
    const read = readChild(field, one, today);
    if (!('faults' in read)) return [read];
    faults.push(...inside(read.faults, String(index)));
    return [];
  });
  return faults.length > 0 ? { faults } : { value };
}

function isBlankLine(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null ? Object.values(raw).every(isBlank) : isBlank(raw);
}

function readChild(field: ChildrenField, raw: unknown, today: string): Child | { faults: Fault[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return wrong('Indiquez nom, prénom et naissance.');
  const given: Record<string, unknown> = { ...raw };
  const wanted = Object.keys(ASKED).filter((key) => key !== 'situation' || field.situations !== undefined);
  const faults: Fault[] = Object.keys(given)
    .filter((key) => !wanted.includes(key))
    .map(unasked);
  const name = (key: 'lastName' | 'firstName'): string => {
    if (isBlank(given[key])) faults.push(missing(key, ASKED[key]));
    else {
      const read = readText(cleanText, NAME_MAX, given[key]);
      if ('value' in read) return String(read.value);
      faults.push(...inside(read.faults, key));
    }
    return '';
  };
  const [lastName, firstName, birthDate] = [name('lastName'), name('firstName'), asText(given.birthDate)];
  if (birthDate === '') faults.push(missing('birthDate', ASKED.birthDate));
  else if (!isCalendarDate(birthDate)) faults.push({ path: 'birthDate', code: 'CHAMP_INVALIDE', message: NO_DATE });
  else if (birthDate > today)
    faults.push({ path: 'birthDate', code: 'CHAMP_INVALIDE', message: 'Indiquez une date qui n’est pas à venir.' });
  else if (birthDate < yearsFrom(today, -field.ageMax - 1))
    faults.push({ path: 'birthDate', code: 'CHAMP_INVALIDE', message: `L’enfant a ${field.ageMax} ans au plus.` });
  const child = { lastName, firstName, birthDate };
  if (field.situations === undefined) return faults.length > 0 ? { faults } : child;
  const situation = asText(given.situation);
  if (situation === '') faults.push(missing('situation', ASKED.situation));
  else if (!Object.hasOwn(field.situations, situation))
    faults.push(
      ...inside(
        wrong(`Choisissez parmi : ${Object.values(field.situations).join(', ')}.`, 'VALEUR_INCONNUE').faults,
        'situation',
      ),
    );
  return faults.length > 0 ? { faults } : { ...child, situation };
}
