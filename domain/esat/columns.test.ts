import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '../errors.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { parseYesNo } from '../formats/yesNo.ts';
import { COLUMNS, findHeader } from './columns.ts';
import { parseDelegationMode } from './readRow.ts';
import { judgeRows } from './rows.ts';

const HEADERS = COLUMNS.map(({ header }) => header);

function refusalOf(rows: readonly SheetRow[]): DomainError {
  try {
    findHeader(rows);
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('A header was found');
}

describe('header of the list (§6.4, ESAT-25)', () => {
  it('§6.4 finds headers in any order, without case, accents, punctuation and repeated spaces, below titles', () => {
    const written = HEADERS.map((header) => `  ${header.toUpperCase().replaceAll(' ', '  _')}. `).reverse();
    const rows = [
      { row: 1, cells: ['Liste de la Cnaf : SIRET, raison sociale…'] },
      { row: 3, cells: ['SIRET', 'au 20/03/2025'] },
      { row: 6, cells: ['Inconnue', ...written] },
    ];
    const header = findHeader(rows);
    expect(header.row).toBe(6);
    expect(header.indexOf('actifHabtiers')).toBe(1);
    expect(header.indexOf('siret')).toBe(14);
    expect(header.nameOf('courriel')).toBe('COURRIEL.');
  });

  it('§6.4 does without the columns that are not required, and reads two alike where they agree', () => {
    const required = COLUMNS.filter((column) => column.required).map((column) => column.header);
    const header = findHeader([{ row: 1, cells: [...required, 'siret'] }]);
    expect(header.indexOf('adresse')).toBeUndefined();
    expect(header.indexOf('siret')).toBe(0);
    expect(header.nameOf('telephone')).toBe('Téléphone');
    const line = ['99991041700016', 'ESAT Les Tilleuls', '93', 'contact@tilleuls.example', '', '', '', '', ''];
    const judged = judgeRows(
      [
        { row: 4, cells: [...required, 'siret'] },
        { row: 2, cells: line },
        { row: 9, cells: [...line, '999 910 417 00016'] },
        { row: 10, cells: ['', ...line.slice(1), '99991041700016'] },
        { row: 11, cells: [...line, 'autre'] },
      ],
      {
        existing: new Map(),
        activeConventions: new Set(),
        changingMode: new Set(),
      },
    );
    expect(judged[0]).toMatchObject({ row: 9, siret: '99991041700016', address: '', phone: '', verdict: 'accepted' });
    expect(judged[1]).toMatchObject({ row: 10, siret: '99991041700016', verdict: 'duplicate' });
    expect(judged[2]).toMatchObject({ row: 11, verdict: 'refused' });
    expect(judged[2]?.reasons).toEqual([
      {
        code: 'COLONNES_EN_DOUBLE',
        column: 'SIRET',
        rule: 'ESAT-25',
        message: expect.stringContaining('A11 : « 99991041700016 », J11 : « autre »'),
      },
    ]);
  });

  it('§6.4 names every missing column and the headers found, once', () => {
    const error = refusalOf([
      { row: 1, cells: ['Liste'] },
      { row: 2, cells: HEADERS.filter((header) => header !== 'Courriel' && header !== 'Mode de gestion') },
    ]);
    expect(error).toMatchObject({ name: 'DomainError', code: 'COLONNE_MANQUANTE', rule: 'ESAT-25' });
    expect(error.faults.map(({ path, code }) => [path, code])).toEqual([
      ['Courriel', 'COLONNE_MANQUANTE'],
      ['Mode de gestion', 'COLONNE_MANQUANTE'],
    ]);
    expect(error.message).toContain('« Courriel », « Mode de gestion »');
    expect(error.message).toContain('ligne 2 : « SIRET »');
  });

  it.each([[[]], [[{ row: 1, cells: ['', ''] }]]])(
    '§6.4 says that a sheet without a header is empty or has none (%j)',
    (rows: SheetRow[]) => {
      const error = refusalOf(rows);
      expect(error.code).toBe('COLONNE_MANQUANTE');
      expect(error.faults).toHaveLength(9);
      expect(error.message).toContain('La première feuille est vide.');
    },
  );
});

describe('cells of few possible values (§6.4)', () => {
  it.each([
    [['Oui', 'oui', 'OUI ', 'O', 'Vrai', 'VRAI', '1', 'X', 'x'], true],
    [['Non', 'N', 'Faux', 'FAUX', '0'], false],
    [['', 'peut-être', '2', 'oui ?non'], null],
  ])('§6.4 reads %j as %s', (typed, value) => {
    expect(typed.map(parseYesNo)).toEqual(typed.map(() => value));
  });

  it.each([
    [['Délégué', 'delegue', 'DÉLÉGUÉE', 'Mode délégué'], 'DELEGUE'],
    [['Centralisé', 'centralise', 'Gestion centralisée'], 'CENTRALISE'],
    [['', 'non délégué', 'Délégué ou centralisé', 'mixte'], null],
  ])('DEL-1 reads %j as %s', (typed, mode) => {
    expect(typed.map(parseDelegationMode)).toEqual(typed.map(() => mode));
  });
});
