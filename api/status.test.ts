import { describe, expect, test } from '@jest/globals';
import { CODES } from '../domain/codes.ts';
import { STATUS } from './status.ts';

/** Codes of one kind, and the status that api.md gives it. */
const KINDS: readonly (readonly [what: string, codes: RegExp, status: number])[] = [
  ['it has ended', /_TERMINEE?$/, 409],
  ['it is already there', /_DEJA_|_DEJA$|_EN_COURS$|^(COMPTE|PARTENAIRE)_EXISTANT$/, 409],
  ['there is nothing to do it to', /^RIEN_A_(FOURNIR|RELANCER|REPARER)$/, 409],
  ['a ceiling is reached', /_MAX$/, 409],
  ['what the address names is not there', /^(DOCUMENT|LIEN|PROCESSUS|TACHE)_INCONNUE?$|^INTROUVABLE$/, 404],
  ['it is too big', /^(CORPS|FICHIER)_TROP_/, 413],
  ['a field is missing, or not as it is written', /_(ABSENTE?|INVALIDE|FORMAT|CLE)$|^CHAMP_/, 422],
];

describe('codes of one kind answer alike', () => {
  test.each(KINDS)('%s: %s', (_, pattern, status) => {
    const codes = CODES.filter((code) => pattern.test(code) && code !== 'DOUBLE_AUTH_ABSENTE');
    expect(codes.length).toBeGreaterThan(1);
    expect(codes.map((code) => [code, STATUS[code]])).toEqual(codes.map((code) => [code, status]));
  });
});
