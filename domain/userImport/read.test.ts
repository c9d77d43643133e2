import { describe, expect, test } from '@jest/globals';
import { readUsers } from './judge.ts';

const HEADERS = ['Courriel', 'NOM', 'prenom', 'N° Instructeur', 'groupe code', 'Téléphone', 'Qualification', 'Titre'];
const read = (...lines: string[][]) =>
  readUsers(
    [
      { row: 3, cells: ['Liste de nos agents'] },
      { row: 5, cells: HEADERS },
    ].concat(lines.map((cells, index) => ({ row: 6 + index, cells }))),
  ).users;

describe('a list of users (domain.md §8.2)', () => {
  test('is read by its headers in any order, whatever case, accents and punctuation', () => {
    const [user] = read([
      ' Nadia.Ferrand@Lutins.example ',
      'Ferrand',
      'Nadia',
      '093A12345',
      'esat1; t2',
      '148000000',
      'assistante sociale',
      'jugement',
    ]);
    expect(user).toMatchObject({
      row: 6,
      faults: [],
      groupCodes: ['ESAT1', 'T2'],
      input: {
        firstName: 'Nadia',
        lastName: 'Ferrand',
        email: 'nadia.ferrand@lutins.example',
        phone: '+33148000000',
        qualification: 'AS',
        titre: 'JUGEMENT',
      },
    });
  });

  test('a name that no contract could show is refused with the letters named, one with invisible marks is cleaned (CONV-5)', () => {
    const [user, other] = read(
      ['a.li@lutins.example', 'Li', 'Anne 李', '', '', '', '', ''],
      ['anne.li@lutins.example', '\u202eLi\r\nMartin', 'Anne\u200b', '', '', '', '', ''],
    );
    expect(user?.faults).toMatchObject([
      { column: 'firstName', fault: { code: 'CARACTERE_INTERDIT', message: expect.stringContaining('« 李 »') } },
    ]);
    expect(other).toMatchObject({ faults: [], input: { firstName: 'Anne', lastName: 'Li Martin' } });
  });

  test('every fault of a line is told at once', () => {
    const [user] = read(['pas une adresse', '', 'Nadia', '!!', '', '12', 'plombier', 'roi']);
    expect(user?.faults.map(({ column, fault }) => [column, fault.code])).toEqual([
      ['lastName', 'CHAMP_OBLIGATOIRE'],
      ['email', expect.any(String)],
      ['phone', expect.any(String)],
      ['qualification', 'VALEUR_INCONNUE'],
      ['numeroInstructeur', expect.any(String)],
      ['titre', 'VALEUR_INCONNUE'],
    ]);
  });

  test.each([
    ['Oui', true, []],
    ['x', true, []],
    ['1', true, []],
    ['non', false, []],
    ['0', false, []],
    ['', null, []],
    ['sans objet', null, ['VALEUR_INCONNUE']],
  ])('whether an AS is one of the workplace (REQ-8): %j', (typed, workplaceSocialWorker, codes) => {
    const [user] = readUsers([
      { row: 1, cells: ['Prénom', 'Nom', 'Courriel', 'assistant SOCIAL du travail'] },
      { row: 2, cells: ['Nadia', 'Ferrand', 'nadia.ferrand@lutins.example', typed] },
    ]).users;
    expect(user).toMatchObject({
      workplaceSocialWorker,
      input: { workplaceSocialWorker: workplaceSocialWorker ?? false },
    });
    expect(user?.faults.map(({ column, fault }) => [column, fault.code])).toEqual(
      codes.map((code) => ['workplaceSocialWorker', code]),
    );
  });

  test('lines that hold nothing are left out; a missing column is told with all the others', () => {
    expect(read(['', ' '], ['a.b@c.example', 'B', 'A'])).toHaveLength(1);
    expect(() => readUsers([{ row: 1, cells: ['Nom'] }])).toThrow(/Prénom.*Courriel/);
  });

  test('more than 5,000 people are too many', () => {
    const lines = Array.from({ length: 5_001 }, (_, n) => [`a.b${n}@c.example`, 'B', 'A']);
    expect(() => read(...lines)).toThrow(/5.000 personnes/);
    expect(read(...lines.slice(1))).toHaveLength(5_000);
  });
});
