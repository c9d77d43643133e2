import { describe, expect, it, test } from '@jest/globals';
import { DomainError } from '../errors.ts';
import { LINE_COLUMNS, MAX_LINES, type TypedLine, UNKNOWN_CELL } from './columns.ts';
import { linesOfFile } from './file.ts';
import { assertSubmittable, judgeLines, workerName } from './judge.ts';
import { byCaf, receiptNumber, receiptText } from './receipt.ts';

const AT = new Date('2026-12-10T09:00:00Z');
const AWA: TypedLine = {
  ...{ number: '1234567', lastName: 'Diop', firstName: 'Awa', birthDate: '31/12/1985', caf: '93', aah: 'Oui' },
  ...{ rate: '80', direct: '245,60', aid: '912,35', other: '' },
};
const judge = (...lines: TypedLine[]) => judgeLines(lines, { at: AT });
const told = (...lines: TypedLine[]) => judge(...lines).faults.map(({ line, column, code }) => [line, column, code]);
const refusal = (lines: TypedLine[], confirmed = false) => {
  try {
    assertSubmittable(judge(...lines), confirmed);
    return null;
  } catch (error) {
    return error instanceof DomainError ? error : null;
  }
};

describe('a worker’s line (ESAT-7)', () => {
  it('is read with each element of November’s pay, in cents', () => {
    expect(judge({ ...AWA, other: '1 000 €', rate: '52,5 %', caf: 'Caf 2a' })).toMatchObject({
      faults: [],
      doubts: [],
      lines: [
        {
          ...{ number: '1234567', lastName: 'Diop', firstName: 'Awa', birthDate: '1985-12-31', caf: '2A' },
          ...{ rate: 52.5, direct: 24_560, aid: 91_235, other: 100_000 },
        },
      ],
    });
  });

  test.each([
    [{ aah: 'Non' }, 'aah', 'NON_BENEFICIAIRE_AAH'],
    [{ aah: 'peut-être' }, 'aah', 'VALEUR_INCONNUE'],
    [{ rate: '0' }, 'rate', 'CHAMP_INVALIDE'],
    [{ rate: '300' }, 'rate', 'CHAMP_INVALIDE'],
    [{ rate: '0,8' }, 'rate', 'CHAMP_INVALIDE'],
    [{ direct: '1000000' }, 'direct', 'CHAMP_INVALIDE'],
    [{ aid: '-5' }, 'aid', 'CHAMP_INVALIDE'],
    [{ other: '12,345' }, 'other', 'CHAMP_INVALIDE'],
    [{ caf: '976' }, 'caf', 'HORS_CHAMP'],
    [{ birthDate: '31/02/1985' }, 'birthDate', 'CHAMP_INVALIDE'],
    [{ direct: UNKNOWN_CELL }, 'direct', 'CELLULE_EN_ERREUR'],
    [{ lastName: ' ' }, 'lastName', 'CHAMP_OBLIGATOIRE'],
  ] as const)('with %j is refused', (wrong, column, code) => {
    expect(told({ ...AWA, ...wrong })).toEqual([[1, column, code]]);
  });

  it('is told all its faults at once, which quote nothing of it (S2)', () => {
    const { faults } = judge(AWA, { ...AWA, number: '99', rate: '300', aah: 'Non', aid: 'douze', lastName: '42' });
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'lastName'],
      [2, 'rate'],
      [2, 'aid'],
      [2, 'aah'],
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/douze|Diop|"42"/);
  });

  it('may not name the same worker twice; the same number at another Caf is somebody else', () => {
    expect(told(AWA, { ...AWA, caf: '75' }, { ...AWA, number: '123 4567' })).toEqual([
      [3, 'number', 'LIGNE_EN_DOUBLE'],
    ]);
  });

  test.each([
    [{ direct: '4000' }, 'MONTANT_A_CONFIRMER'],
    [{ direct: '0', aid: '0' }, 'MONTANT_A_CONFIRMER'],
  ])('with %j is asked, and taken once it is confirmed', (unlikely, code) => {
    const lines = [{ ...AWA, ...unlikely }];
    expect(judge(...lines).doubts.map((doubt) => doubt.code)).toEqual([code]);
    expect(refusal(lines)?.code).toBe('DECLARATION_A_CONFIRMER');
    expect(refusal(lines, true)).toBeNull();
  });

  it('of a worker whom another Esat has declared is asked', () => {
    const judged = judgeLines([AWA], { at: AT, elsewhere: new Set([workerName({ caf: '93', number: '1234567' })]) });
    expect(judged.doubts.map(({ code }) => code)).toEqual(['TRAVAILLEUR_DECLARE_AILLEURS']);
    expect(() => assertSubmittable(judged, false)).toThrow('à confirmer');
    expect(() => assertSubmittable(judged, true)).not.toThrow();
  });
});

describe('a declaration', () => {
  it('with a fault is refused as a whole, confirmed or not, by line and column', () => {
    const error = refusal([AWA, { ...AWA, number: '99', rate: '0' }], true);
    expect([error?.code, error?.faults.map(({ path, code }) => [path, code])]).toEqual([
      'DECLARATION_A_CORRIGER',
      [['lines.2.rate', 'CHAMP_INVALIDE']],
    ]);
    expect(error?.faults[0]?.message).toMatch(/^Ligne 2, Taux d’activité : un taux de 1 à 100/);
  });

  it('of nobody is asked: an Esat may employ no beneficiary', () => {
    expect(refusal([])?.code).toBe('DECLARATION_VIDE');
    expect(refusal([], true)).toBeNull();
  });

  it('holds so many workers', () => {
    const many = Array.from({ length: MAX_LINES + 1 }, (_, index) => ({ ...AWA, number: String(index + 1) }));
    expect(refusal(many, true)?.code).toBe('TROP_DE_TRAVAILLEURS');
  });
});

describe('a spreadsheet', () => {
  const HEADS = LINE_COLUMNS.map(({ header }) => header);
  const cells = LINE_COLUMNS.map(({ key }) => AWA[key]);

  it('is read in any order of its columns, with the rows on which its lines stand', () => {
    const rows = [
      { row: 1, cells: ['Notre Esat'] },
      { row: 3, cells: [...HEADS].reverse() },
      { row: 4, cells: [...cells].reverse() },
      { row: 5, cells: [] },
      { row: 6, cells: [...cells].reverse(), unknown: [{ index: 1, error: null }] },
    ];
    const read = linesOfFile(rows);
    expect(read.map(({ row }) => row)).toEqual([4, 6]);
    expect(read[0]?.typed).toEqual(AWA);
    // the formula without its result stays wrong until its value is typed
    expect(read[1]?.typed.aid).toBe(UNKNOWN_CELL);
  });

  it('without a column is refused, and quotes none of its cells', () => {
    const rows = [{ row: 1, cells: HEADS.filter((head) => head !== 'Aide au poste') }];
    expect(() => linesOfFile(rows)).toThrow('« Aide au poste »');
  });
});

describe('a receipt', () => {
  const { lines } = judge(AWA, { ...AWA, number: '8', caf: '75' }, { ...AWA, number: '9' });

  it('says what went to which Caf: the worker’s own', () => {
    expect(byCaf(lines)).toEqual([
      { caf: '75', workers: 1, totalCents: 115_795 },
      { caf: '93', workers: 2, totalCents: 231_590 },
    ]);
  });

  it('names nobody', () => {
    const received = { number: receiptNumber(2026, 'abcdefghij'), year: 2026, at: AT, version: 2, workers: 3 };
    const text = JSON.stringify(
      receiptText(
        { ...received, totalCents: 347_385, byCaf: byCaf(lines) },
        { organisme: 'Esat Les Peupliers', window: { from: '12-01', to: '02-end' } },
      ),
    );
    expect(text).toContain('CE-2026-ABCDEFGH');
    expect(text).toContain('10/12/2026');
    expect(text).toMatch(/droits à compter du 1er janvier 2027.*du 01\/12\/2026 au 28\/02\/2027 inclus/s);
    expect(text).not.toMatch(/Diop|Awa|1234567/);
  });
});
