import { describe, expect, it } from '@jest/globals';
import { parseConventionNumber } from './conventionNumber.ts';
import { DEPARTEMENTS, departementName, parseDepartement } from './departement.ts';
import { parseEmail } from './email.ts';
import type { Parsed } from './parsed.ts';
import { parsePhone } from './phone.ts';
import { cleanProse, cleanText, compactSecret, foldText, inSentence, quoted } from './text.ts';

const read = (parsed: Parsed): string => (parsed.ok ? parsed.value : parsed.fault.code);

describe('département (FMT-4)', () => {
  it('FMT-4 knows 96 mainland and Corsican départements, five overseas, and no other', () => {
    expect(DEPARTEMENTS).toHaveLength(101);
    const codes = DEPARTEMENTS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(101);
    for (const unknown of ['20', '96', '970', '975', '977', '987', '988']) expect(codes).not.toContain(unknown);
    expect(departementName('2B')).toBe('Haute-Corse');
    expect(departementName('974')).toBe('La Réunion');
  });

  it.each([
    ['93', '93'],
    [' 0 6 ', '06'],
    ['6', '06'],
    ['2a', '2A'],
    ['974', '974'],
    ['976', '976'],
    ['', 'DEPARTEMENT_ABSENT'],
    [' ', 'DEPARTEMENT_ABSENT'],
    ['0', 'DEPARTEMENT_INCONNU'],
    ['20', 'DEPARTEMENT_INCONNU'],
    ['975', 'DEPARTEMENT_INCONNU'],
    ['093', 'DEPARTEMENT_INCONNU'],
    ['Isère', 'DEPARTEMENT_INCONNU'],
  ])('FMT-4 reads %j as %s', (raw, expected) => {
    expect(read(parseDepartement(raw))).toBe(expected);
  });
});

describe('phone (FMT-16)', () => {
  it.each([
    ['01 48 90 82 46', '+33148908246'],
    ['01.48.90.82.46', '+33148908246'],
    ['01-48-90-82-46', '+33148908246'],
    ['06\u00a012\u00a034\u00a056\u00a078', '+33612345678'],
    ['+33 (0)1 48 90 82 46', '+33148908246'],
    ['(0)1 48 90 82 46', '+33148908246'],
    ['+33148908246', '+33148908246'],
    ['0033 1 48 90 82 46', '+33148908246'],
    ['0262 12 34 56', '+262262123456'],
    ['+262 262 12 34 56', '+262262123456'],
    ['+262 0692 12 34 56', '+262692123456'],
    ['0639 01 23 45', '+262639012345'],
    ['0590 12 34 56', '+590590123456'],
    ['0694 12 34 56', '+594694123456'],
    ['0696 12 34 56', '+596696123456'],
    ['+33 692 12 34 56', '+262692123456'],
    ['0709 20 00 00', '+262709200000'],
    ['07 09 20 00 00', '+262709200000'],
    ['0709 00 00 00', '+590709000000'],
    ['\u202a+33 1 48 90 82 46\u202c', '+33148908246'],
    ['0508 41 12 34', '+508411234'],
    ['+508 41 12 34', '+508411234'],
    // without the zero, as a spreadsheet leaves it and people copy it
    ['508411234', '+508411234'],
    ['692123456', '+262692123456'],
    ['612345678', '+33612345678'],
    ['', 'TELEPHONE_ABSENT'],
    ['00 48 90 82 46', 'TELEPHONE_INVALIDE'],
    ['0148908', 'TELEPHONE_INVALIDE'],
    ['01489082467', 'TELEPHONE_INVALIDE'],
    ['+44 20 7946 0018', 'TELEPHONE_INVALIDE'],
    ['01 48 90 82 46 poste 3', 'TELEPHONE_INVALIDE'],
    ['3949', 'TELEPHONE_INVALIDE'],
    ['0639 12 34 56', 'TELEPHONE_INVALIDE'],
    ['01 48 90 82 46 ext. 3', 'TELEPHONE_INVALIDE'],
    ['+687 26 12 34', 'TELEPHONE_INVALIDE'],
  ])('FMT-16 reads %j as %s', (raw, expected) => {
    expect(read(parsePhone(raw))).toBe(expected);
  });
});

describe('e-mail (FMT-15)', () => {
  it.each([
    ['Contact@Organisme.EXAMPLE', 'contact@organisme.example'],
    [' accueil.esat+mcp@sous-domaine.organisme.example ', 'accueil.esat+mcp@sous-domaine.organisme.example'],
    ["l'esat@organisme.example", "l'esat@organisme.example"],
    ['a@label-cut-at-a-hyphen-.example', 'a@label-cut-at-a-hyphen-.example'],
    ['a@organisme.example-', 'EMAIL_INVALIDE'],
    ['', 'EMAIL_ABSENT'],
    ['organisme.example', 'EMAIL_INVALIDE'],
    ['@organisme.example', 'EMAIL_INVALIDE'],
    ['a@organisme', 'EMAIL_INVALIDE'],
    ['a@@organisme.example', 'EMAIL_INVALIDE'],
    ['a..b@organisme.example', 'EMAIL_INVALIDE'],
    ['.a@organisme.example', 'EMAIL_INVALIDE'],
    ['a@-organisme.example', 'EMAIL_INVALIDE'],
    ['é@organisme.example', 'EMAIL_INVALIDE'],
    ['a@organisme.example; b@organisme.example', 'EMAIL_INVALIDE'],
    ['Accueil <a@organisme.example>', 'EMAIL_INVALIDE'],
    ['a@organisme.example\nBcc: b@organisme.example', 'EMAIL_INVALIDE'],
    [`${'a'.repeat(65)}@organisme.example`, 'EMAIL_INVALIDE'],
    [
      `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.example`,
      'EMAIL_INVALIDE',
    ],
  ])('FMT-15 reads %j as %s', (raw, expected) => {
    expect(read(parseEmail(raw))).toBe(expected);
  });

  it('FMT-15 answers at once to a text made to slow a pattern down', () => {
    expect(read(parseEmail(`${'a.'.repeat(20_000)}@${'a-'.repeat(20_000)}`))).toBe('EMAIL_INVALIDE');
  });
});

describe('number of a convention (FMT-10)', () => {
  it.each([
    ['19_214', '19_214'],
    [' 22_1 ', '22_1'],
    ['', 'NUMERO_CONVENTION_ABSENT'],
    ['19-214', 'NUMERO_CONVENTION_INVALIDE'],
    ['2019_214', 'NUMERO_CONVENTION_INVALIDE'],
    ['19_1234567', 'NUMERO_CONVENTION_INVALIDE'],
  ])('FMT-10 reads %j as %s', (raw, expected) => {
    expect(read(parseConventionNumber(raw))).toBe(expected);
  });
});

describe('text', () => {
  it('cleans what copy and paste and damaged files leave in a text', () => {
    expect(cleanText(' Les\u00a0\n Tilleuls\u200b\u202e \t(93)\u0000 ')).toBe('Les Tilleuls (93)');
    expect(cleanText('e\u0301')).toBe('\u00e9');
    expect(cleanText('a\ud800b')).toBe('a\ufffdb');
    expect(cleanText('🏠')).toBe('🏠');
    expect(cleanText('a\u061cb\u180ec\ufe0fd\u034fe\u2028f\u202fg\u3000h')).toBe('abcde f g h');
  });

  it('keeps the lines of a text that has several, each of them clean', () => {
    expect(cleanProse('\r\n Bonjour,\u00a0 \r\n\r\n\r\n\rvoici\u200b la\tpièce.\u2028Merci\u202e !\n')).toBe(
      'Bonjour,\n\nvoici la pièce.\nMerci !',
    );
    expect(cleanProse(' \r\n \u200b')).toBe('');
  });

  it('reads a code without what surrounds and parts it', () => {
    expect(compactSecret(' 12\u00a03-4\u201156.\r\n')).toBe('123456');
  });

  it('§6.4 folds words without case, accents, punctuation and spaces', () => {
    expect(foldText(' N°  CONVENTION-mcp ')).toBe('nconventionmcp');
    expect(foldText('Téléphone')).toBe('telephone');
    expect(foldText('Œuvre')).toBe('oeuvre');
  });

  it('cuts a long value quoted in a message, without halving a character', () => {
    expect(quoted('abc')).toBe('« abc »');
    expect(quoted('🏠'.repeat(100), 3)).toBe('« 🏠🏠🏠… »');
  });
});

describe('a label inside a sentence', () => {
  it('loses its first capital and no other', () => {
    expect(inSentence('Lever un écart de SIRET')).toBe('lever un écart de SIRET');
    expect(inSentence('Écarter la ligne')).toBe('écarter la ligne');
    expect(inSentence('SIRET à porter')).toBe('SIRET à porter');
  });
});
