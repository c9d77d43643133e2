import { describe, expect, it } from '@jest/globals';
import { passwordGuesses } from '../../adapters/identity/passwordStrength.ts';
import { passwordFaults } from './password.ts';

const faultOf = async (password: string, own: readonly string[] = []) =>
  (await passwordFaults(password, own, passwordGuesses))[0];
const codeOf = async (password: string, own: readonly string[] = []): Promise<string> =>
  (await faultOf(password, own))?.code ?? 'ok';

describe('personal password (FMT-23, S4)', () => {
  it('counts characters, as people see them: 12 at least, 128 at most, 64 and more accepted', async () => {
    const phrase = 'Le cheval bleu mange 3 pommes ; la jument, elle, préfère le foin du voisin ! '.repeat(2);
    expect(await codeOf(phrase.slice(0, 11))).toBe('MOT_DE_PASSE_TROP_COURT');
    expect(await codeOf(phrase.slice(0, 12))).toBe('ok');
    expect(await codeOf(phrase.slice(0, 64))).toBe('ok');
    expect(await codeOf(phrase.slice(0, 128))).toBe('ok');
    expect(await codeOf(phrase.slice(0, 129))).toBe('MOT_DE_PASSE_TROP_LONG');
    expect(await codeOf('🐎🍏🌾🚲🎈🪁🧵🛶')).toBe('MOT_DE_PASSE_TROP_COURT');
  });

  it.each([
    ...['quatre mots sans aucun lien', 'tortueviolonbrique', 'TORTUEVIOLONBRIQUE', '840271936518', '#%!?*§+=@&$£;,'],
    ...['корректнаялошадь', '正しい馬電池ホチキスです青空', 'x7Kp2mQv9Lz4', 'le café du bonjour gris'],
  ])('has no composition rule: %s', async (password) => {
    expect(await codeOf(password)).toBe('ok');
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
  ])('refuses what is guessed first: %s', async (password) => {
    expect(await codeOf(password)).toBe('MOT_DE_PASSE_TROP_COMMUN');
  });

  it.each([
    ...[
      'Azerty123456789',
      'poiuytrezaml',
      'qsdfghjklm123',
      'wxcvbn123456',
      'aqwzsxedcrfv',
      'azertyuiop^$',
      'nbvcxw654321',
    ],
    ...[
      'jetaimejetaime',
      'doudouchouchou',
      'jetaimemaman',
      'princesse2010',
      'Marseille2026!',
      'Soleil2026!!!',
      'juillet14071789',
    ],
    ...[
      'P@ssw0rd12345',
      'M0td3p@sse2026',
      'mot de passe 2026',
      'Mon mot de passe',
      'Bonjour.2026.!',
      'Azerty!2026!',
      'bonjour bonjour',
    ],
    ...['AllocationsFamiliales', 'Caf-Passerelle-2026', 'Temporaire2026', 'Administrateur1', '14071789 14071789'],
  ])('refuses common French passwords, walks on the keyboard, dates and words of the house: %s', async (password) => {
    const fault = await faultOf(password);
    expect(fault?.code).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(fault?.message).toContain('prenez plusieurs mots sans rapport entre eux.');
  });

  it.each([
    ...['demain je pars en vacances', 'il fait beau ce matin', 'Girafe bleue sous la pluie 7', 'la vie est belle'],
    'une phrase que personne ne devine, écrite à la main un soir de novembre, avec des accents, des virgules et 64 signes',
  ])('accepts a phrase of common words: %s', async (password) => {
    expect(await codeOf(password)).toBe('ok');
  });

  it('refuses words of the person, whatever their case, accents and separators', async () => {
    const context = ['Marie-Claire', 'Lefèvre', 'MCP7K2M9QXZ', "Les Tilleuls d'Argent"];
    expect(await codeOf('marieclairelefevre', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(await codeOf('Marie-Claire1975', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(await codeOf('mcp7k2m9qxz!', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(await codeOf('lestilleulsdargent', context)).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect(await codeOf('marieclairelefevre')).toBe('ok');
    for (const password of [
      'LefevreMarie',
      'erialc-eiram-2026',
      'M4rie-Cl4ire-L3fevre',
      'LesTilleuls2026!',
      'Tilleuls-Lefevre-1',
    ])
      expect([password, await codeOf(password, context)]).toEqual([password, 'MOT_DE_PASSE_TROP_COMMUN']);
    expect(await codeOf('lefèvre prend le bus', context)).toBe('ok');
  });

  it('says that it is too near to the person, where only that makes it easy', async () => {
    const near = await faultOf('marieclairelefevre', ['Marie-Claire', 'Lefèvre']);
    expect(near?.message).toMatch(
      /votre nom.*votre organisme : prenez plusieurs mots sans rapport entre eux ni avec vous\.$/,
    );
    expect((await faultOf('Motdepasse2026!', ['Marie-Claire', 'Lefèvre']))?.message).not.toContain('votre nom');
  });

  it('says where and why, and never repeats the password', async () => {
    expect(await passwordFaults('court', [], passwordGuesses)).toEqual([
      {
        path: 'newPassword',
        code: 'MOT_DE_PASSE_TROP_COURT',
        message: 'Le mot de passe compte au moins 12 caractères.',
        rule: 'FMT-23',
      },
    ]);
    const [fault] = await passwordFaults('passerelle2026!', [], passwordGuesses, 'password');
    expect(fault).toMatchObject({ path: 'password', rule: 'FMT-23' });
    expect(fault?.message).not.toContain('2026');
  });
});
