import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../errors.ts';
import { COLUMNS } from './columns.ts';
import { overtaken } from './overtaken.ts';
import { type JudgeContext, type JudgedRow, judgeRows, partnerKey } from './rows.ts';
import { type ListLine, listOf } from './rowsBuilder.ts';

const NOTHING_HELD: JudgeContext = { existing: new Map(), activeConventions: new Set(), changingMode: new Set() };
/** Organismes of the acceptance scenarios (domain.md §16). */
const O1 = '99991041700016';
const O3 = '99991643000013';
const O12 = '99994352500017';

function judgeOne(line: ListLine, context: Partial<JudgeContext> = {}): JudgedRow {
  const [judged] = judgeRows(listOf(line), { ...NOTHING_HELD, ...context });
  if (!judged) throw new Error('No row was judged');
  return judged;
}

function codes(judged: JudgedRow): [string, string[]] {
  return [judged.verdict, judged.reasons.map(({ code }) => code)];
}

describe('verdicts of §6.4', () => {
  it('§6.4 accepts a row and reads everything it says', () => {
    const judged = judgeOne({
      siret: '999 916 430 00013',
      adresse: '12 rue des Ateliers',
      codePostal: '6000',
      commune: 'Nice',
      departement: '6',
      courriel: 'Contact@ValFleuri.example',
      telephone: '493000000',
      connuMcp: 'X',
      numeroConventionMcp: '22_051',
      siretConventionMcp: '999.916.430.00013',
      modeDeGestion: 'délégué',
      connuHabtiers: 'vrai',
      actifHabtiers: '1',
    });
    expect(judged).toEqual({
      row: 2,
      siret: O3,
      caf: '06',
      raisonSociale: 'ESAT Les Tilleuls',
      address: '12 rue des Ateliers, 06000 Nice',
      email: 'contact@valfleuri.example',
      phone: '+33493000000',
      departement: '06',
      knownInMcp: true,
      conventionNumber: '22_051',
      conventionSiret: O3,
      delegationMode: 'DELEGUE',
      knownInHabtiers: true,
      activeInHabtiers: true,
      verdict: 'accepted',
      reasons: [],
      warnings: [],
      useCase: 4,
    });
  });

  it.each([
    ['Non', 'Non', 1],
    ['Non', 'Oui', 2],
    ['Oui', 'Non', 3],
    ['Oui', 'Oui', 4],
  ])('§6.3 known in MCP %s, in Habtiers %s: case %d', (connuMcp, connuHabtiers, useCase) => {
    const judged = judgeOne({
      connuMcp,
      connuHabtiers,
      siretConventionMcp: connuMcp === 'Oui' ? O1 : '',
      modeDeGestion: connuMcp === 'Oui' ? 'Centralisé' : '',
      actifHabtiers: connuHabtiers === 'Oui' ? 'Oui' : '',
    });
    expect([judged.verdict, judged.useCase]).toEqual(['accepted', useCase]);
    expect(judged.warnings.map(({ code }) => code)).toEqual(useCase === 1 ? ['HORS_EXTRACTION'] : []);
  });

  it.each([
    ['SIRET_ABSENT', { siret: '' }, 'SIRET'],
    ['SIRET_FORMAT', { siret: '9999104170001' }, 'SIRET'],
    ['SIRET_CLE', { siret: '99991041700015' }, 'SIRET'],
    ['SIREN_CLE', { siret: '99991041800014' }, 'SIRET'],
    ['RAISON_SOCIALE_ABSENTE', { raisonSociale: ' ' }, 'Raison sociale'],
    ['CARACTERE_INTERDIT', { raisonSociale: 'ESAT 李小龙' }, 'Raison sociale'],
    ['CARACTERE_INTERDIT', { adresse: '1 rue أمينة' }, 'Adresse'],
    ['DEPARTEMENT_ABSENT', { departement: '' }, 'Département'],
    ['DEPARTEMENT_INCONNU', { departement: '975' }, 'Département'],
    ['HORS_CHAMP', { departement: '976' }, 'Département'],
  ])('§6.4 refuses with %s', (code, line, column) => {
    const judged = judgeOne(line);
    expect(codes(judged)).toEqual(['refused', [code]]);
    expect(judged.reasons[0]?.column).toBe(column);
    expect(judged.useCase).toBeNull();
  });

  it('AC-23 ESAT-2 refuses O12 of Mayotte with HORS_CHAMP', () => {
    const judged = judgeOne({ siret: O12, raisonSociale: 'ESAT du Lagon', departement: '976' });
    expect(codes(judged)).toEqual(['refused', ['HORS_CHAMP']]);
    expect(judged.reasons[0]).toMatchObject({ rule: 'ESAT-2', message: expect.stringContaining('Mayotte') });
  });

  it('§6.4 refuses another Caf’s row where a single Caf uploads', () => {
    expect(codes(judgeOne({ departement: '38' }, { onlyCaf: '93' }))).toEqual(['refused', ['AUTRE_CAF']]);
    expect(codes(judgeOne({ departement: '93' }, { onlyCaf: '93' }))).toEqual(['accepted', []]);
    expect(codes(judgeOne({ departement: '6' }, { onlyCaf: '06' }))).toEqual(['accepted', []]);
  });

  it.each([
    ['EMAIL_ABSENT', { courriel: '' }],
    ['EMAIL_INVALIDE', { courriel: 'tilleuls.example' }],
    ['SIRET_CONVENTION_ABSENT', { connuMcp: 'Oui', modeDeGestion: 'Délégué' }],
    ['SIRET_CONVENTION_DIFFERENT', { connuMcp: 'Oui', modeDeGestion: 'Délégué', siretConventionMcp: O3 }],
    ['MODE_GESTION_ABSENT', { connuMcp: 'Oui', siretConventionMcp: O1 }],
    ['MODE_GESTION_INCONNU', { connuMcp: 'Oui', siretConventionMcp: O1, modeDeGestion: 'non délégué' }],
    ['ACTIVITE_A_CONFIRMER', { connuHabtiers: 'Oui' }],
    ['INACTIF_HABTIERS', { connuHabtiers: 'Oui', actifHabtiers: 'Non' }],
    ['REPONSE_NON_RECONNUE', { connuHabtiers: 'Oui', actifHabtiers: 'à voir' }],
    ['REPONSE_NON_RECONNUE', { connuMcp: 'peut-être' }],
  ])('§6.4 holds with %s', (code, line) => {
    const judged = judgeOne(line);
    expect(codes(judged)).toEqual(['held', [code]]);
    expect(judged.useCase).not.toBeNull();
    expect(judged.reasons[0]?.message).toMatch(/libérez la ligne/);
  });

  it('§6.4 holds a partner said unknown while the system holds its active convention (MCP_DIVERGENT)', () => {
    expect(codes(judgeOne({}, { activeConventions: new Set([O1]) }))).toEqual(['held', ['MCP_DIVERGENT']]);
    const known = { connuMcp: 'Oui', siretConventionMcp: O1, modeDeGestion: 'Délégué' };
    expect(codes(judgeOne(known, { activeConventions: new Set([O1]) }))).toEqual(['accepted', []]);
  });

  it('DEL-5 holds a partner whose mode is being changed by the Caf of the row, and says to wait for it', () => {
    const judged = judgeOne({ courriel: '' }, { changingMode: new Set([partnerKey('93', O1)]) });
    expect(codes(judged)).toEqual(['held', ['CHANGEMENT_DE_MODE', 'EMAIL_ABSENT']]);
    expect(judged.reasons[0]).toMatchObject({
      column: 'SIRET',
      rule: 'DEL-5',
      message: expect.stringMatching(/change de mode.*libérez la ligne/),
    });
    expect(codes(judgeOne({}, { changingMode: new Set([partnerKey('75', O1)]) }))).toEqual(['accepted', []]);
    const both = { changingMode: new Set([partnerKey('93', O1)]), existing: new Map([[O1, 'p1']]) };
    expect(codes(judgeOne({}, both))).toEqual(['duplicate', ['DOSSIER_EXISTANT']]);
  });

  it('a row that may not begin when it is launched gets the verdict of what has begun since (DEL-5, ESAT-26)', () => {
    const warned = judgeOne({ telephone: '12' });
    const refusal = (rule: string) =>
      new DomainError('PROCESSUS_EN_COURS', 'x', {
        rule,
        faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: 'p9' }],
      });
    const { row: held, resolution } = overtaken(warned, refusal('DEL-5'));
    expect(resolution).toBeNull();
    expect([...codes(held), held.useCase, held.duplicateOf]).toEqual(['held', ['CHANGEMENT_DE_MODE'], 1, undefined]);
    const { row: duplicate } = overtaken(warned, refusal('ESAT-26'));
    expect([...codes(duplicate), duplicate.useCase]).toEqual(['duplicate', ['DOSSIER_EXISTANT'], null]);
    expect(duplicate.duplicateOf).toEqual({ processId: 'p9' });
    expect(duplicate.warnings).toEqual(warned.warnings);
  });

  it('a held row that was released too late keeps its verdict, and tells what stands in its place (§6.4, ESAT-26)', () => {
    const late = new DomainError('PROCESSUS_EN_COURS', 'x', {
      faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: 'p9' }],
    });
    const { row: set, resolution } = overtaken(judgeOne({ courriel: '' }), late);
    expect([...codes(set), resolution]).toEqual(['held', ['EMAIL_ABSENT', 'DOSSIER_EXISTANT'], 'ECARTEE']);
    expect(set.duplicateOf).toEqual({ processId: 'p9' });
  });

  it('ESAT-21 holds a convention of another establishment of the same SIREN', () => {
    const judged = judgeOne({
      siret: O3,
      connuMcp: 'Oui',
      siretConventionMcp: '99991643000021',
      modeDeGestion: 'Délégué',
    });
    expect(codes(judged)).toEqual(['held', ['SIRET_CONVENTION_DIFFERENT']]);
  });

  it('§6.4 gives all the reasons of the first verdict that applies, and those only', () => {
    const wrong = { siret: '1', raisonSociale: '', departement: '976', courriel: '', connuHabtiers: 'Oui' };
    expect(codes(judgeOne(wrong, { onlyCaf: '93' }))).toEqual([
      'refused',
      ['SIRET_FORMAT', 'RAISON_SOCIALE_ABSENTE', 'HORS_CHAMP', 'AUTRE_CAF'],
    ]);
    const held = { courriel: '', connuMcp: 'Oui', connuHabtiers: 'Oui' };
    expect(codes(judgeOne(held))).toEqual([
      'held',
      ['EMAIL_ABSENT', 'SIRET_CONVENTION_ABSENT', 'MODE_GESTION_ABSENT', 'ACTIVITE_A_CONFIRMER'],
    ]);
    expect(codes(judgeOne(held, { existing: new Map([[O1, 'p1']]) }))).toEqual(['duplicate', ['DOSSIER_EXISTANT']]);
  });

  it('reads an empty yes/no cell as Non, and warns of what it leaves out', () => {
    const judged = judgeOne({
      connuMcp: '',
      connuHabtiers: '',
      telephone: 'standard',
      modeDeGestion: 'mixte',
      raisonSociale: 'E'.repeat(250),
    });
    expect(judged).toMatchObject({
      verdict: 'accepted',
      useCase: 1,
      phone: '',
      raisonSociale: 'E'.repeat(200),
      activeInHabtiers: null,
    });
    expect(judged.warnings.map(({ code }) => code)).toEqual([
      'HORS_EXTRACTION',
      'TELEPHONE_INVALIDE',
      'RAISON_SOCIALE_TRONQUEE',
      'MODE_GESTION_INCONNU',
    ]);
  });
});

describe('any file', () => {
  it('judges every row once, whatever the cells hold', () => {
    const odd = [
      '',
      ' ',
      '\u0000',
      '\ud800',
      '🏠',
      '<script>',
      '=1+1',
      '__proto__',
      'constructor',
      'null',
      '-1',
      '1e309',
      '９３',
      O1,
      'Oui',
      '976',
      '93',
      'a@b.example',
      'x'.repeat(50_000),
      '\u202e',
      'İ',
    ];
    // a small generator with a fixed seed: the same rows at every run
    let seed = 20_250_630;
    const next = (bound: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * bound);
    };
    const header = listOf()[0];
    if (!header) throw new Error('No header');
    const rows = Array.from({ length: 1_500 }, (_, index) => ({
      row: index + 2,
      cells: Array.from({ length: next(18) }, () => odd[next(odd.length)] ?? ''),
    }));
    const judged = judgeRows([header, ...rows], {
      existing: new Map([[O1, 'p']]),
      activeConventions: new Set([O1]),
      changingMode: new Set(),
      onlyCaf: '93',
    });
    const blank = rows.filter(({ cells }) =>
      cells.slice(0, COLUMNS.length).every((cell) => ['', ' ', '\u0000', '\u202e'].includes(cell)),
    );
    expect(judged.length).toBeGreaterThan(1_000);
    expect(judged).toHaveLength(rows.length - blank.length);
    expect(new Set(judged.map(({ row }) => row)).size).toBe(judged.length);
    for (const { verdict, reasons, duplicateOf, useCase } of judged) {
      expect(reasons.length > 0).toBe(verdict !== 'accepted');
      expect(duplicateOf !== undefined).toBe(verdict === 'duplicate');
      expect(useCase !== null).toBe(verdict === 'accepted' || verdict === 'held');
      for (const { code, column, message } of reasons) expect([code, column, message]).not.toContain('');
    }
    expect(JSON.stringify(judged).length).toBeLessThan(judged.length * 5_000);
  });
});
