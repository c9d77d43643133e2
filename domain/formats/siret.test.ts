import { describe, expect, it } from '@jest/globals';
import { displaySiret, normaliseSiret, parseSiret, sirenOf } from './siret.ts';

/** Invented SIRETs of the acceptance scenarios (domain.md §16). */
const VALID = [
  '99991041700016',
  '99991342900018',
  '99991643000013',
  '99991643000021',
  '99991944200015',
  '99994352500017',
];
const codeOf = (raw: string): string => {
  const parsed = parseSiret(raw);
  return parsed.ok ? 'ok' : parsed.fault.code;
};

describe('SIRET (FMT-1, FMT-2, FMT-3)', () => {
  it.each(VALID)('FMT-2 accepts %s', (siret) => {
    expect(parseSiret(siret)).toEqual({ ok: true, value: siret });
  });

  it.each(['999 910 417 00016', '999.910.417.00016', ' 999\u00a0910\u202f417 00016\ufeff'])(
    'FMT-2 drops the separators of %j',
    (raw) => {
      expect(parseSiret(raw)).toEqual({ ok: true, value: '99991041700016' });
    },
  );

  it.each(['', '   ', ' . '])('FMT-1 says that %j is absent', (raw) => {
    expect(codeOf(raw)).toBe('SIRET_ABSENT');
  });

  it.each(['9999104170001', '999910417000160', '9999104170001X', '9,99910417E+13', '９９９９１０４１７０００１６'])(
    'FMT-1 refuses the form of %j',
    (raw) => {
      expect(codeOf(raw)).toBe('SIRET_FORMAT');
    },
  );

  it.each(['00000000000000', '0000 0000 0000 00', '11111111111111', '000 000 000 00018', '99999999999999'])(
    'FMT-1 takes %j, which fills a box nobody has the number for, for no SIRET',
    (raw) => {
      expect(parseSiret(raw)).toMatchObject({ fault: { code: 'SIRET_FORMAT', rule: 'FMT-1' } });
      expect(parseSiret(raw)).toMatchObject({ fault: { message: expect.stringContaining("s'y répète") } });
    },
  );

  it('FMT-2 refuses every single wrong digit', () => {
    const siret = '99991041700016';
    for (let place = 0; place < siret.length; place += 1) {
      const wrong = String((Number(siret[place]) + 1) % 10);
      expect(codeOf(siret.slice(0, place) + wrong + siret.slice(place + 1))).toBe('SIRET_CLE');
    }
  });

  it('FMT-2 refuses a SIRET whose own key is right and whose SIREN is not', () => {
    // 999910418 has a wrong key; the last digit makes the 14 digits pass
    expect(codeOf('99991041800014')).toBe('SIREN_CLE');
    expect(parseSiret('99991041800014')).toMatchObject({
      fault: { rule: 'FMT-2', message: expect.stringContaining('999910418') },
    });
  });

  it('FMT-2 makes the exception of La Poste: digit sum multiple of 5, the head office by the ordinary key', () => {
    expect(codeOf('35600000049837')).toBe('ok');
    expect(codeOf('35600000049838')).toBe('SIRET_CLE');
    expect(codeOf('35600000000048')).toBe('ok');
  });

  it('FMT-3 derives the SIREN', () => {
    expect(sirenOf('99991041700016')).toBe('999910417');
  });

  it('reads and shows a SIRET in groups', () => {
    expect(displaySiret('99991041700016')).toBe('999 910 417 00016');
    expect(normaliseSiret('999 910 417 00016')).toBe('99991041700016');
  });
});
