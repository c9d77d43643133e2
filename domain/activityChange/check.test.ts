import { describe, expect, it, test } from '@jest/globals';
import { DomainError } from '../errors.ts';
import { assertDeclarable, type ChangeGround, readChange, whoOf } from './check.ts';
import { knownOf } from './known.ts';
import { receiptText } from './receipt.ts';
import type { ActivityChange, TypedChange } from './types.ts';

const AT = new Date('2025-08-20T09:00:00Z');
const GROUND: ChangeGround = { at: AT, known: { rate: 80, on: '2024-11-30' }, elsewhere: false, earlier: [] };
/** Awa leaves the Esat on 14/08/2025 (AC-26). */
const DEPARTURE: TypedChange = {
  ...{ number: '1234567', lastName: 'Diop', firstName: 'Awa', birthDate: '31/12/1985', caf: '93', aah: 'Oui' },
  ...{ change: 'DEPART', effectiveOn: '14/08/2025', knownRate: '', rate: '' },
  ...{ cumulMilieuOrdinaire: '', ordinaryFrom: '', ordinaryUntil: '' },
};
const told = (over: Partial<TypedChange>, ground: Partial<ChangeGround> = {}) =>
  readChange({ ...DEPARTURE, ...over }, { ...GROUND, ...ground }).faults.map(({ path, code }) => [path, code]);
const asked = (over: Partial<TypedChange>, ground: Partial<ChangeGround> = {}) =>
  readChange({ ...DEPARTURE, ...over }, { ...GROUND, ...ground }).doubts.map(({ path, code }) => [path, code]);

describe('a change of activity (ESAT-9)', () => {
  it('AC-26: a departure is taken in August for who receives the AAH, and refused for who does not', () => {
    expect(readChange(DEPARTURE, GROUND)).toMatchObject({
      ...{ faults: [], doubts: [] },
      change: { change: 'DEPART', effectiveOn: '2025-08-14', rateBefore: 80, rate: null, ordinary: null },
    });
    expect(told({ aah: 'Non' })).toEqual([['aah', 'NON_BENEFICIAIRE_AAH']]);
  });

  test.each([
    ['AUGMENTATION', '100', []],
    ['AUGMENTATION', '80', [['rate', 'CHAMP_INVALIDE']]],
    ['DIMINUTION', '50', []],
    ['DIMINUTION', '90', [['rate', 'CHAMP_INVALIDE']]],
    ['DIMINUTION', '0', [['rate', 'CHAMP_INVALIDE']]],
    ['AUGMENTATION', '300', [['rate', 'CHAMP_INVALIDE']]],
    ['AUGMENTATION', '', [['rate', 'CHAMP_OBLIGATOIRE']]],
    ['DEPART', '50', [['rate', 'CHAMP_INVALIDE']]],
  ])('%s to %s %% of a known rate of 80 %%', (change, rate, faults) => {
    expect(told({ change, rate })).toEqual(faults);
  });

  it('asks the Esat for the rate until then where none is known, and lets it say no other where one is', () => {
    expect(told({}, { known: null })).toEqual([['knownRate', 'CHAMP_OBLIGATOIRE']]);
    const said = readChange(
      { ...DEPARTURE, change: 'DIMINUTION', knownRate: '70', rate: '60' },
      { ...GROUND, known: null },
    );
    expect([said.faults, said.change.rateBefore, said.change.rate]).toEqual([[], 70, 60]);
    expect(told({ knownRate: '70' })).toEqual([['knownRate', 'CHAMP_INVALIDE']]);
    expect(told({ knownRate: '80' })).toEqual([]);
  });

  it('declares work in the ordinary environment at the same time with its dates (ESAT-12, CON-15)', () => {
    const { change, faults } = readChange(
      { ...DEPARTURE, change: 'CUMUL', ordinaryFrom: '01/09/2025', ordinaryUntil: '31/12/2025' },
      GROUND,
    );
    expect([faults, change.ordinary]).toEqual([[], { from: '2025-09-01', until: '2025-12-31' }]);
    expect(told({ change: 'CUMUL' })).toEqual([['ordinaryFrom', 'CHAMP_OBLIGATOIRE']]);
    const withIt = { change: 'DIMINUTION', rate: '50', cumulMilieuOrdinaire: 'oui' };
    expect(told(withIt)).toEqual([['ordinaryFrom', 'CHAMP_OBLIGATOIRE']]);
    expect(told({ ...withIt, ordinaryFrom: '01/09/2025', ordinaryUntil: '31/08/2025' })).toEqual([
      ['ordinaryUntil', 'CHAMP_INVALIDE'],
    ]);
    expect(told({ cumulMilieuOrdinaire: 'oui' })).toEqual([['cumulMilieuOrdinaire', 'CHAMP_INVALIDE']]);
  });

  test.each([
    ['19/08/2023', [['effectiveOn', 'CHAMP_INVALIDE']], []],
    ['20/08/2023', [], [['effectiveOn', 'DATE_A_CONFIRMER']]],
    ['14/08/2025', [], []],
    ['20/08/2026', [], [['effectiveOn', 'DATE_A_CONFIRMER']]],
    ['21/08/2026', [['effectiveOn', 'CHAMP_INVALIDE']], []],
    ['31/02/2025', [['effectiveOn', 'CHAMP_INVALIDE']], []],
  ])('effective on %s', (effectiveOn, faults, doubts) => {
    expect([told({ effectiveOn }), asked({ effectiveOn })]).toEqual([faults, doubts]);
  });

  it('is asked about a worker of another Esat, the same again, and who has left', () => {
    expect(asked({}, { elsewhere: true })).toEqual([['number', 'TRAVAILLEUR_DECLARE_AILLEURS']]);
    const earlier = [{ change: 'DEPART' as const, effectiveOn: '2025-08-14' }];
    expect(asked({}, { earlier })).toEqual([['change', 'LIGNE_EN_DOUBLE']]);
    const more = { change: 'AUGMENTATION', rate: '90', effectiveOn: '01/09/2025' };
    expect(asked(more, { earlier })).toEqual([['change', 'LIGNE_EN_DOUBLE']]);
    expect(asked({ ...more, effectiveOn: '01/08/2025' }, { earlier })).toEqual([]);
    const read = readChange(DEPARTURE, { ...GROUND, earlier });
    expect(() => assertDeclarable(read, false)).toThrow(DomainError);
    expect(() => assertDeclarable(read, true)).not.toThrow();
  });

  it('names the letter of a name that its receipt could not print (CONV-5)', () => {
    const { faults } = readChange({ ...DEPARTURE, lastName: 'Diop 李' }, GROUND);
    expect(faults).toEqual([expect.objectContaining({ path: 'lastName', code: 'CARACTERE_INTERDIT' })]);
    expect(faults[0]?.message).toContain('李');
  });

  it('is told all its faults at once, which quote nothing of the person (S2)', () => {
    const { faults } = readChange(
      { ...DEPARTURE, lastName: '42', caf: '976', change: 'x', effectiveOn: 'demain', aah: '' },
      GROUND,
    );
    expect(faults.map(({ path }) => path)).toEqual(['lastName', 'caf', 'aah', 'change', 'effectiveOn']);
    expect(JSON.stringify(faults)).not.toMatch(/Diop|1234567|demain|"42"/);
  });

  it('finds the worker by number and Caf where both can be read', () => {
    expect(whoOf(DEPARTURE)).toEqual({ number: '1234567', caf: '93' });
    expect(whoOf({ ...DEPARTURE, caf: 'x' })).toBeNull();
  });
});

describe('the known rate', () => {
  const worker = { number: '1', lastName: 'Diop', firstName: 'Awa', birthDate: '1985-12-31', caf: '93' };
  const line = (rate: number) => ({ ...worker, rate, direct: 1, aid: 1, other: 0 });
  const change = (over: Partial<ActivityChange>): ActivityChange => ({
    ...{ worker, change: 'DIMINUTION', effectiveOn: '2026-03-01', rateBefore: 80, rate: 60, ordinary: null },
    ...over,
  });

  it('is the one of what holds last: November’s line, or a change since', () => {
    expect(knownOf([], [])).toBeNull();
    expect(knownOf([{ year: 2025, line: line(80) }], [])?.known).toEqual({ rate: 80, on: '2025-11-30' });
    const changed = knownOf([{ year: 2025, line: line(80) }], [change({})]);
    expect([changed?.known, changed?.last]).toEqual([
      { rate: 60, on: '2026-03-01' },
      { change: 'DIMINUTION', effectiveOn: '2026-03-01' },
    ]);
    expect(knownOf([{ year: 2026, line: line(70) }], [change({})])?.known).toEqual({ rate: 70, on: '2026-11-30' });
    expect(knownOf([], [change({ change: 'DEPART', rate: null, rateBefore: 60 })])?.known.rate).toBe(60);
  });

  it('stands on the receipt with what changes', () => {
    const text = JSON.stringify(
      receiptText({ number: 'CA-1' }, change({ ordinary: { from: '2026-03-01', until: null } }), {
        organisme: 'Esat',
        at: AT,
      }),
    );
    expect(text).toMatch(/CA-1.*80\u00A0%.*60\u00A0%.*depuis le 01\/03\/2026/s);
  });
});
