import { expect, test } from '@jest/globals';
import { delegationHolds, delegationOf, type SignatureDelegation, signsAs } from './signature.ts';

const held = (more: Partial<SignatureDelegation> = {}): SignatureDelegation => ({
  ...{ holderId: 'anne', holder: 'Anne Roy', from: '2026-03-01', until: '2026-12-31', act: 'décision n° 2026-12' },
  ...more,
});

test.each([
  ['2026-02-28', false],
  ['2026-03-01', true],
  ['2026-12-31', true],
  ['2027-01-01', false],
])('on %s it holds: %s, its last day included', (today, holds) => {
  expect(delegationHolds(held(), today)).toBe(holds);
  expect(delegationHolds(held({ until: null }), today)).toBe(holds || today > '2026-12-31');
});

test('a Caf that has recorded none goes on as before', () => {
  expect(delegationOf([], 'anne', '2026-03-10')).toBeNull();
});

test('from the first one on, only who holds one in force signs; anybody else reads who does', () => {
  const paul = held({ holderId: 'paul', holder: 'Paul Bell' });
  expect(delegationOf([held(), paul], 'anne', '2026-03-10')).toEqual(held());
  const refused = (delegations: SignatureDelegation[]) => () => delegationOf(delegations, 'lea', '2026-03-10');
  expect(refused([paul, held()])).toThrow(/n'avez pas la délégation.*L'ont aujourd'hui : Anne Roy, Paul Bell\.$/);
  expect(refused([held()])).toThrow(/L'a aujourd'hui : Anne Roy\.$/);
  // one that is over locks nobody back in: the Caf is asked for another
  expect(refused([held({ until: '2026-03-09' })])).toThrow(/Personne ne l'a aujourd'hui/);
  expect(refused([held({ holderId: 'lea', from: '2026-03-11' })])).toThrow(/Personne/);
});

test('it is printed with its act and its dates', () => {
  expect(signsAs(held())).toBe(
    'par délégation du directeur de la Caf (décision n° 2026-12, à compter du 01/03/2026 au 31/12/2026)',
  );
  expect(signsAs(held({ until: null }))).toMatch(/à compter du 01\/03\/2026\)$/);
});
