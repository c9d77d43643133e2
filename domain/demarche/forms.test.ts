import { describe, expect, it } from '@jest/globals';
import { rightAnswers, TODAY } from '../../test/builders/demarche.ts';
import { DEMARCHE_CODES } from '../protege/demarches.ts';
import type { Answer } from './answers.ts';
import { quartersOver } from './calendar.ts';
import { checkForm } from './check.ts';
import { type CrossCheck, type DemarcheForm, demarcheForm, type FieldKind } from './forms/form.ts';
import { DEMARCHE_FORMS } from './forms/index.ts';
import { aboutWhat, declaredWords } from './words.ts';

const FORMS = DEMARCHE_CODES.map((code) => [code, DEMARCHE_FORMS[code]] as const);

/** What each kind of field refuses; typed so that a kind without an example does not compile. */
const WRONG: Record<FieldKind, unknown> = {
  line: 'x'.repeat(3_000),
  text: 'x'.repeat(3_000),
  phone: '12 SECRET',
  siret: '12 SECRET',
  postcode: '9300',
  yesNo: 'peut-être',
  choice: 'SECRET',
  choices: ['SECRET'],
  date: '2026-02-30',
  month: '2026-13',
  period: { from: '2026-09-02', to: '2026-09-01' },
  quarter: '1990-T1',
  year: '1990',
  number: '1,5',
  amount: '12,345',
  monthly: [-1, 'SECRET', 1e9],
  children: [{ lastName: 'SECRET', birthDate: '1900-01-01' }],
};

const paths = (form: DemarcheForm, typed: Record<string, unknown>) =>
  checkForm(form, typed, TODAY).faults.map(({ path }) => path);

it('TUT-14: there are thirteen, each short, each field named once', () => {
  expect(FORMS).toHaveLength(13);
  for (const [, { fields, next }] of FORMS) {
    expect(new Set(fields.map(({ key }) => key)).size).toBe(fields.length);
    expect(fields.length).toBeGreaterThanOrEqual(5);
    expect(fields.length).toBeLessThanOrEqual(12);
    expect(next.length).toBeGreaterThan(0);
  }
});

describe.each(FORMS)('%s', (_, form) => {
  const controls = form.fields.flatMap(({ when }) => (when === undefined ? [] : [when.field]));
  const branches = [...new Set(controls)].flatMap((key): [string, Answer][] => {
    const field = form.fields.find((one) => one.key === key);
    if (field?.kind === 'yesNo') return [true, false].map((value) => [key, value]);
    return field?.kind === 'choice' ? Object.keys(field.choices).map((value) => [key, value]) : [];
  });

  it('takes everything right, whichever way it branches, and says it again in words', () => {
    for (const chosen of [{}, ...branches.map((branch) => Object.fromEntries([branch]))]) {
      const typed = rightAnswers(form, chosen);
      expect(checkForm(form, typed, TODAY)).toEqual({ answers: typed, faults: [] });
      expect(declaredWords(form, typed)).toHaveLength(Object.keys(typed).length);
    }
  });

  it('asks nothing under a field that comes later, or that has no such answer', () => {
    form.fields.forEach(({ when }, index) => {
      if (when === undefined) return;
      const control = form.fields.slice(0, index).find(({ key }) => key === when.field);
      const known = control?.kind === 'choice' ? Object.keys(control.choices) : [true, false];
      expect(known).toEqual(expect.arrayContaining([...when.is]));
    });
  });

  it('tells everything wrong at once, each at its field, in French, without what was typed', () => {
    const typed = Object.fromEntries(form.fields.map(({ key, kind }) => [key, WRONG[kind]]));
    const { faults } = checkForm(form, typed, TODAY);
    for (const { key } of form.fields)
      expect(faults.some(({ path }) => path === key || path.startsWith(`${key}.`))).toBe(true);
    for (const { message } of faults) {
      expect(message).toMatch(/^[A-ZÀÉÎ].*[.]$/);
      expect(message).not.toContain('SECRET');
    }
  });

  it('wants what is not optional, and nothing under an answer that is not given', () => {
    const wanted = form.fields.filter(({ optional, when }) => optional === undefined && when === undefined);
    const oneOf = form.checks.filter((check) => check.check === 'oneOf').map(({ fields }) => fields[0]);
    expect(paths(form, {})).toEqual([...wanted.map(({ key }) => key), ...oneOf]);
  });

  it('refuses what another answer leaves no room for, and what nobody asked', () => {
    for (const branch of branches) {
      const typed = rightAnswers(form, Object.fromEntries([branch]));
      const full = { ...rightAnswers(form), ...everything(form), ...Object.fromEntries([branch]) };
      const extra = form.fields.filter(({ key }) => !(key in typed)).map(({ key }) => key);
      const faults = checkForm(form, full, TODAY).faults.filter(({ code }) => code === 'CHAMP_NON_ATTENDU');
      expect(faults.map(({ path }) => path)).toEqual(expect.arrayContaining(extra.filter((key) => key in full)));
    }
    expect(checkForm(form, { ...rightAnswers(form), couleur: 'x' }, TODAY).faults).toMatchObject([
      { path: 'couleur', code: 'CHAMP_INCONNU' },
    ]);
  });

  it('compares fields as its checks say', () => {
    for (const check of form.checks) {
      const { typed, at } = broken(form, check);
      expect(checkForm(form, typed, TODAY).faults).toEqual([{ path: at, code: 'CHAMP_INVALIDE', message: check.say }]);
    }
  });

  it('knows what it is about: a period, a year or a month', () => {
    expect(aboutWhat(form, rightAnswers(form))).toMatch(/^\d{4}(-(T\d|\d{2}))?$/);
  });
});

/** Every field of a form filled in, those that exclude each other too. */
function everything(form: DemarcheForm): Record<string, unknown> {
  const unbound = {
    ...form,
    fields: form.fields.map(({ when: _, ...field }) => field as (typeof form.fields)[number]),
  };
  return rightAnswers(unbound);
}

/** A form in which one check alone fails, and where that is told. */
function broken(form: DemarcheForm, check: CrossCheck): { typed: Record<string, unknown>; at: string } {
  switch (check.check) {
    case 'inOrder': {
      const then = form.fields.find(({ key }) => key === check.then);
      const early = then?.kind === 'date' && then.dates === 'future' ? '2026-10-20' : '2026-09-01';
      return {
        typed: rightAnswers(form, { [check.first]: '2026-11-01', [check.then]: early }),
        at: check.then,
      };
    }
    case 'atMost':
      return { typed: rightAnswers(form, { [check.part]: 21, [check.whole]: 20 }), at: check.whole };
    case 'oneOf': {
      const typed = rightAnswers(form, { enceinte: false });
      for (const key of check.fields) delete typed[key];
      return { typed, at: check.fields[0] };
    }
  }
}

describe('what the table says of a field', () => {
  const field = (kind: 'date', dates: 'past' | 'future' | 'any') =>
    demarcheForm({
      intro: '',
      fields: [{ key: 'jour', label: 'Jour', kind, dates, withinYears: 1 }],
      checks: [],
      about: 'jour',
      next: [],
    });
  const told = (form: DemarcheForm, jour: unknown) =>
    checkForm(form, { jour }, TODAY).faults.map(({ message }) => message);

  it('a date to come is asked where it must be, a past one where it must be; neither too far', () => {
    expect(told(field('date', 'future'), TODAY)).toEqual(['Indiquez une date à venir.']);
    expect(told(field('date', 'future'), '2026-10-11')).toEqual([]);
    expect(told(field('date', 'past'), '2026-10-11')).toEqual(['Indiquez une date qui n’est pas à venir.']);
    expect(told(field('date', 'past'), TODAY)).toEqual([]);
    expect(told(field('date', 'any'), '2025-10-09')).toEqual(['Cette date est trop éloignée : 1 an au plus.']);
    expect(told(field('date', 'any'), '2027-10-11')).toEqual(['Cette date est trop éloignée : 1 an au plus.']);
    expect(told(field('date', 'any'), '2027-10-10')).toEqual([]);
  });

  it('a quarter is one that is over, and recent', () => {
    expect(quartersOver('2026-10-10', 3)).toEqual(['2026-T3', '2026-T2', '2026-T1']);
    expect(quartersOver('2026-03-31', 2)).toEqual(['2025-T4', '2025-T3']);
    const form = DEMARCHE_FORMS.TRIMESTRIELLE_AAH;
    const told = (trimestre: string) => checkForm(form, rightAnswers(form, { trimestre }), TODAY).faults;
    expect(told('2026-T3')).toEqual([]);
    expect(told('2026-T4')).toMatchObject([{ path: 'trimestre', code: 'VALEUR_INCONNUE' }]);
    expect(told('2025-T3')).toMatchObject([
      {
        message: expect.stringContaining('3e trimestre 2026, 2e trimestre 2026, 1er trimestre 2026, 4e trimestre 2025'),
      },
    ]);
  });

  it('an amount is read as people write it, and has its bounds', () => {
    const form = DEMARCHE_FORMS.CMG_STRUCTURE;
    const read = (tarif: unknown) => checkForm(form, { ...rightAnswers(form), tarif }, TODAY);
    expect(read(' 10,5 € ').answers.tarif).toBe(10.5);
    expect(read('1 000').faults.map(({ message }) => message)).toEqual([
      'Indiquez un montant de 0,01\u00a0€ à 100\u00a0€.',
    ]);
    expect(read(0.005).faults[0]?.message).toBe('Indiquez un montant en euros, avec deux décimales au plus.');
  });

  it('a child is told line by line; a blank line is none', () => {
    const form = DEMARCHE_FORMS.SITUATION_ENFANT;
    const blank = { lastName: '', firstName: ' ', birthDate: '', situation: '' };
    const good = { lastName: 'Tue', firstName: 'Muette', birthDate: '2020-01-01', situation: 'ETUDES' };
    const read = (enfants: unknown) => checkForm(form, { ...rightAnswers(form), enfants }, TODAY);
    expect(read([blank, good]).answers.enfants).toEqual([good]);
    expect(
      read([good, { ...good, lastName: '', birthDate: '2027-01-01', pin: 1 }]).faults.map(({ path }) => path),
    ).toEqual(['enfants.1.pin', 'enfants.1.lastName', 'enfants.1.birthDate']);
    expect(read(Array(9).fill(good)).faults.map(({ message }) => message)).toEqual(['Indiquez 8 enfants au plus.']);
  });

  it('has no kind but those that are read, and no check of a field that is not there', () => {
    const rest = { intro: '', next: [] };
    const a = { key: 'a', label: 'A' } as const;
    // @ts-expect-error no field is of this kind
    const planted = demarcheForm({ ...rest, fields: [{ ...a, kind: 'couleur' }], checks: [], about: 'a' });
    expect(() => checkForm(planted, { a: 'rouge' }, TODAY)).toThrow();
    const fields = [{ ...a, kind: 'yesNo' }] as const;
    // @ts-expect-error no field is called so
    expect(demarcheForm({ ...rest, fields, checks: [], about: 'b' }).about).toBe('b');
  });
});
