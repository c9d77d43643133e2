import { expect, it, test } from '@jest/globals';
import { compareMissing, MISSING_FOUND, MISSING_FOUND_CODES, type MissingFound } from './missing.ts';
import type { Protege, Tuteur } from './types.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const [HEAD, EAST, OTHER] = ['99992245300017', '99992245300025', '99995255900014'] as const;
const asked = { number: '12 345-67 a', lastName: 'ESSAI LÉGER', firstName: 'Ida', birthDate: '1950-04-01' };
const line = (over: Partial<Protege> = {}): Protege => ({
  ...{ reference: 'p1', number: '1234567A', lastName: 'Essai-Leger', firstName: 'Ida', birthDate: '1950-04-01' },
  ...{ measure: 'TUTELLE', measureEndsOn: null, siret: HEAD },
  ...over,
});
const tuteur = (over: Partial<Tuteur> = {}): Tuteur => ({
  ...{ userId: 'ana', partner: { id: 'o5', caf: '93', siret: HEAD, siren: '999922453' } },
  ...{ groups: [{ establishments: [] }], searchBy: 'SIREN' },
  ...over,
});

const limited: Partial<Tuteur> = { groups: [{ establishments: [HEAD] }] };
const CASES: [MissingFound, string, Protege[], Partial<Tuteur>, string[]][] = [
  ['VISIBLE', 'is in the list', [line({ siret: EAST })], {}, []],
  [
    'AUTRE_SIRET',
    'of a sister while the search goes by SIRET (TUT-8)',
    [line({ siret: EAST })],
    { searchBy: 'SIRET' },
    [],
  ],
  ['HORS_GROUPE', 'of a sister that the group does not reach (TUT-18)', [line({ siret: EAST })], limited, []],
  ['MESURE_TERMINEE', 'whose measure has ended', [line({ measureEndsOn: '2026-03-09' })], {}, []],
  ['ECART_TIERSI', 'whose SIRET Tiersi knows as this organisme (TUT-6)', [line({ siret: OTHER })], {}, [OTHER]],
  ['MESURE_TERMINEE', '… which has ended', [line({ siret: OTHER, measureEndsOn: '2026-03-09' })], {}, [OTHER]],
  ['AUTRE_ORGANISME', 'of somebody else (TUT-16)', [line({ siret: OTHER })], {}, []],
  ['INCONNU', 'that the file does not have', [], {}, []],
  ['INCONNU', 'of that number but another birth date (CDAP-5)', [line({ birthDate: '1950-04-02' })], {}, []],
  ['INCONNU', 'of that number but another name', [line({ lastName: 'Autre' })], {}, []],
  ['VISIBLE', 'that two organismes have had', [line({ siret: OTHER }), line({ reference: 'p2' })], {}, []],
  ['MESURE_TERMINEE', 'that was one’s own', [line({ siret: OTHER }), line({ measureEndsOn: '2026-03-09' })], {}, []],
];
test.each(CASES)('« Il me manque un protégé » finds %s for one %s', (found, _, lines, over, tiersi) => {
  expect(compareMissing(asked, lines, tuteur(over), tiersi, AT).found).toBe(found);
});

it('answers alike whatever the reason, and makes a task only where the space may be at fault', () => {
  const answers = (answer: string) => MISSING_FOUND_CODES.filter((found) => MISSING_FOUND[found].answer === answer);
  expect(answers('NON_CONFIE')).toEqual(['AUTRE_ORGANISME', 'HORS_GROUPE', 'MESURE_TERMINEE']);
  expect(answers('TRANSMIS')).toEqual(['AUTRE_SIRET', 'ECART_TIERSI', 'INCONNU']);
  for (const found of answers('TRANSMIS')) expect(MISSING_FOUND[found as MissingFound].signal).toBe(true);
  expect(MISSING_FOUND.VISIBLE.signal).toBe(false);
});
