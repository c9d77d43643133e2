import { describe, expect, it } from '@jest/globals';
import { COLUMNS, findHeader } from '../esat/columns.ts';
import { judgeRows } from '../esat/rows.ts';
import { type ListLine, listOf } from '../esat/rowsBuilder.ts';
import { readUsers } from '../userImport/judge.ts';
import { USER_COLUMNS } from '../userImport/read.ts';
import { columnMeant } from './header.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { rowsOfList } from './sheets.ts';

const A = '99991041700016';
const B = '99991643000013';
const NOTICE = { name: 'Notice', hidden: false, rows: [{ row: 1, cells: ["Mode d'emploi : remplir l'onglet Liste"] }] };

function sheetOf(name: string, ...lines: ListLine[]): Sheet {
  return { name, hidden: false, rows: listOf(...lines) };
}

const judge = (rows: readonly SheetRow[]) =>
  judgeRows(rows, { existing: new Map(), activeConventions: new Set(), changingMode: new Set() });
const judged = (...sheets: Sheet[]) => judge(rowsOfList(COLUMNS, sheets));

describe('no row is lost silently: sheets', () => {
  it('a notice before the list, or a hidden sheet without one, is passed over', () => {
    const hidden = { name: 'Données', hidden: true, rows: [{ row: 1, cells: ['Oui', 'Non'] }] };
    expect(
      judged(hidden, NOTICE, sheetOf('Liste', {})).map(({ row, verdict, warnings }) => [row, verdict, warnings.length]),
    ).toEqual([[2, 'accepted', 1]]);
  });

  it('further sheets of the same columns are read, whatever their order, and each row says where it stands', () => {
    const [header, line] = listOf({ siret: B, connuMcp: '', telephone: 'abc' });
    const turned = ({ row, cells }: SheetRow) => ({ row: row + 3, cells: [...cells].reverse() });
    if (!header || !line) throw new Error('No list');
    const further = turned(line);
    const connuMcp = COLUMNS.length - 1 - COLUMNS.findIndex(({ key }) => key === 'connuMcp');
    const suite = {
      name: 'Suite',
      hidden: false,
      rows: [turned(header), { ...further, unknown: [{ index: connuMcp, error: '#N/A' }] }],
    };
    const rows = judged(sheetOf('Liste', { siret: A }, { siret: A }), NOTICE, suite);
    expect(rows.map(({ row, siret, verdict }) => [row, siret, verdict])).toEqual([
      [2, A, 'accepted'],
      [3, A, 'duplicate'],
      [8, B, 'held'],
    ]);
    expect(rows[2]?.reasons.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^F5 de la feuille « Suite » : #N\/A\./),
    ]);
    expect(rows[2]?.warnings).toEqual([
      expect.objectContaining({
        code: 'AUTRE_FEUILLE',
        message: 'Cette ligne est la ligne 5 de la feuille « Suite ».',
      }),
      expect.objectContaining({ code: 'TELEPHONE_INVALIDE' }),
    ]);
  });

  it('a further sheet may have a column that the first has not', () => {
    const short: Sheet = {
      ...sheetOf('Liste', {}),
      rows: listOf({}).map(({ row, cells }) => ({
        row,
        cells: cells.filter((_, at) => COLUMNS[at]?.key !== 'adresse'),
      })),
    };
    expect(
      judged(short, sheetOf('Suite', { siret: B, adresse: '12 rue Neuve' })).map(({ address }) => address),
    ).toEqual(['', '12 rue Neuve']);
  });

  it.each([
    ['a hidden list', [sheetOf('Liste', {}), { ...sheetOf('Ancienne', {}), hidden: true }], 'Ancienne'],
    ['a list that only stands hidden', [NOTICE, { ...sheetOf('Liste', {}), hidden: true }], 'masquée'],
    [
      'a part of the columns',
      [
        sheetOf('Liste', {}),
        { ...sheetOf('Suite'), rows: listOf({}).map(({ row, cells }) => ({ row, cells: cells.slice(0, 11) })) },
      ],
      'Suite',
    ],
    [
      'rows without a header',
      [sheetOf('Liste', {}), { ...sheetOf('Suite'), rows: listOf({}).slice(1) }],
      'sans en-tête',
    ],
  ])('%s is said, and nothing is imported', (_, sheets, named) => {
    expect(() => rowsOfList(COLUMNS, sheets)).toThrow(
      expect.objectContaining({ code: 'FEUILLE_INCERTAINE', message: expect.stringContaining(named) }),
    );
  });

  it('without a list on any sheet, the one that comes closest is named', () => {
    const rows = rowsOfList(COLUMNS, [
      NOTICE,
      { name: 'Liste', hidden: false, rows: [{ row: 4, cells: ['SIRET', 'Commune'] }] },
    ]);
    expect(() => findHeader(rows)).toThrow(/ligne 4 de la feuille « Liste » : « SIRET », « Commune »/);
    expect(rowsOfList(COLUMNS, [])).toEqual([]);
  });

  it('a list of users is read from its sheets too', () => {
    const sheet = (name: string, email: string): Sheet => ({
      ...{ name, hidden: false },
      rows: [
        { row: 1, cells: ['Prénom', 'Nom', 'E-mail', 'Tél.'] },
        { row: 2, cells: ['Anne', 'Roy', email, '01 48 00 00 00'] },
      ],
    });
    const { users } = readUsers(
      rowsOfList(USER_COLUMNS, [sheet('A', 'a.roy@x.example'), sheet('B', 'b.roy@x.example')]),
    );
    expect(users.map(({ row, input, notes }) => [row, input.email, input.phone, notes.length])).toEqual([
      [2, 'a.roy@x.example', '+33148000000', 0],
      [4, 'b.roy@x.example', '+33148000000', 1],
    ]);
  });
});

describe('no row is lost silently: columns', () => {
  it.each([
    ['Tél.', 'telephone'],
    ['N° de téléphone', 'telephone'],
    ['Numéro de convention MCP', 'numeroConventionMcp'],
    ['No convention MCP', 'numeroConventionMcp'],
    ['SIRET de la convention MCP', 'siretConventionMcp'],
    ['Connu dans MCP', 'connuMcp'],
    ['Adresse e-mail', 'courriel'],
    ['N° SIRET', 'siret'],
    ['Date de convention MCP', undefined],
    ['Téléphone 2', undefined],
  ])('« %s » is %s', (name, key) => {
    expect(columnMeant(COLUMNS, name)).toBe(key);
  });

  it('what only resembles an absent column is not read, and said with what was found', () => {
    const rows = listOf({ telephone: '06 12 34 56 78' }).map(({ row, cells }) => ({
      row,
      cells: cells.map((cell) => (cell === 'Téléphone' ? 'Téléphone portable' : cell)),
    }));
    const [row] = judge(rows);
    expect([row?.verdict, row?.phone]).toEqual(['accepted', '']);
    expect(row?.warnings[0]).toMatchObject({
      code: 'COLONNE_NON_LUE',
      message: expect.stringContaining("« Téléphone portable » n'est pas lue (H2 : « 06 12 34 56 78 »)"),
    });
  });

  it('of users, an error refuses the row, and so do two columns that contradict each other', () => {
    const rows = [
      { row: 1, cells: ['Prénom', 'Nom', 'Courriel', 'Mail', 'Groupe (code)'] },
      {
        row: 2,
        cells: ['Anne', 'Roy', 'a.roy@x.example', 'autre@x.example', ''],
        unknown: [{ index: 4, error: '#REF!' }],
      },
      { row: 3, cells: ['Anne', 'Roy', '', 'A.Roy@x.example'] },
    ];
    const [first, second] = readUsers(rows).users;
    expect(first?.faults.map(({ column, fault }) => [column, fault.code])).toEqual([
      ['email', 'COLONNES_EN_DOUBLE'],
      ['group', 'CELLULE_EN_ERREUR'],
    ]);
    expect([second?.faults, second?.input.email]).toEqual([[], 'a.roy@x.example']);
  });
});
