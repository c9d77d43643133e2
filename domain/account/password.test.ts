import { describe, expect, it } from '@jest/globals';
import { passwordFaults } from './password.ts';

const codeOf = (password: string, context: readonly string[] = []): string =>
  passwordFaults(password, context)[0]?.code ?? 'ok';

describe('personal password (FMT-23, S4)', () => {
  it('counts characters, as people see them: 12 at least, 128 at most, 64 and more accepted', () => {
    const phrase = 'Le cheval bleu mange 3 pommes ; la jument, elle, préfère le foin du voisin ! '.repeat(2);
    expect(codeOf(phrase.slice(0, 11))).toBe('MOT_DE_PASSE_TROP_COURT');
    expect(codeOf(phrase.slice(0, 12))).toBe('ok');
    expect(codeOf(phrase.slice(0, 64))).toBe('ok');
    expect(codeOf(phrase.slice(0, 128))).toBe('ok');
    expect(codeOf(phrase.slice(0, 129))).toBe('MOT_DE_PASSE_TROP_LONG');
    expect(codeOf('🐎🍏🌾🚲🎈🪁🧵🛶')).toBe('MOT_DE_PASSE_TROP_COURT');
  });

  it.each([
    ...['quatre mots sans aucun lien', 'tortueviolonbrique', 'TORTUEVIOLONBRIQUE', '840271936518', '#%!?*§+=@&$£;,'],
    ...['корректнаялошадь', '正しい馬電池ホチキスです青空', 'x7Kp2mQv9Lz4', 'le café du bonjour gris'],
  ])('has no composition rule: %s', (password) => {
    expect(codeOf(password)).toBe('ok');
  });

  it.each([
    ...['passerelle2026!', 'motdepasse123', 'Motdepasse2026!', 'MotDePasse2025', 'azertyuiop123', 'AZERTY123456!'],
    ...['123456789012', '112233445566', '012345678910', 'abcdefghijklmnop', 'aaaaaaaaaaaa', 'azazazazazazaz'],
    ...[
      'qwertyuiopasdfghjkl',
      'caf-caf-caf-caf',
      'mon compte partenaire',
      'marionmarion',
      'bonjoursoleil',
      'Pâsswörd12345',
    ],
  ])('refuses what is guessed first: %s', (password) => {
    expect(codeOf(password)).toBe('MOT_DE_PASSE_TROP_COMMUN');
  });

  it('refuses words of the person, whatever their case, accents and separators', () => {
    const context = ['Marie-Claire', 'Lefèvre', 'MCP7K2M9QXZ', "Les Tilleuls d'Argent"];
    expect(codeOf('marieclairelefevre', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(codeOf('Marie-Claire1975', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(codeOf('mcp7k2m9qxz!', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(codeOf('lestilleulsdargent', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(codeOf('marieclairelefevre')).toBe('ok');
    expect(codeOf('lefèvre prend le bus', context)).toBe('ok');
  });

  it('says where and why, and never repeats the password', () => {
    expect(passwordFaults('court', [])).toEqual([
      {
        path: 'newPassword',
        code: 'MOT_DE_PASSE_TROP_COURT',
        message: 'Le mot de passe compte au moins 12 caractères.',
        rule: 'FMT-23',
      },
    ]);
    const [fault] = passwordFaults('passerelle2026!', [], 'password');
    expect(fault).toMatchObject({ path: 'password', rule: 'FMT-23' });
    expect(fault?.message).not.toContain('2026');
  });
});
