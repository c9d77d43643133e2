import { describe, expect, it } from '@jest/globals';
import { parseCodeBailleur, parseNumeroInstructeur } from './codes.ts';

const read = (parsed: ReturnType<typeof parseCodeBailleur>): string =>
  parsed.ok ? parsed.value : `${parsed.fault.code} ${parsed.fault.rule}`;

describe("numéro d'instructeur (FMT-5 to FMT-8, SUP-7)", () => {
  it.each([
    ['093C05501', '093C0550100000'],
    [' 093 c 055 01 ', '093C0550100000'],
    ['971A00199', '971A0019900000'],
    ['093C0550100000', '093C0550100000'],
    ['093c\u00a005501 00000', '093C0550100000'],
  ])('FMT-8 reads %j as %s, and its own answer as itself', (raw, expected) => {
    expect(read(parseNumeroInstructeur(raw))).toBe(expected);
    expect(read(parseNumeroInstructeur(expected))).toBe(expected);
  });

  it.each([
    ...['', '  ', '93C05501', '0930055011', '093CC5501', '093C0550', '093C055011', '2A4C05501', '093C0550100001'],
    ...['093C05501000000', '093C055010000', '00000', '０９３C05501', '093É05501'],
  ])('FMT-8 refuses %j', (raw) => {
    expect(read(parseNumeroInstructeur(raw))).toBe('NUMERO_INSTRUCTEUR_INVALIDE FMT-8');
  });
});

describe('code bailleur (FMT-9, CDAP-7)', () => {
  it.each([
    ['b 12', 'B12'],
    ['1', '1'],
    ['ABCDEFGHIJ1234', 'ABCDEFGHIJ1234'],
  ])('reads %j as %s', (raw, expected) => {
    expect(read(parseCodeBailleur(raw))).toBe(expected);
  });

  it.each(['', ' ', 'ABCDEFGHIJ12345', 'B-12', 'é12'])('refuses %j', (raw) => {
    expect(read(parseCodeBailleur(raw))).toBe('CODE_BAILLEUR_INVALIDE FMT-9');
  });
});
