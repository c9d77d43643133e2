import { expect, test } from '@jest/globals';
import { guidesFor } from './guides.ts';
import { GUIDE_CODES } from './settings.ts';

const SET = Object.fromEntries(GUIDE_CODES.map((code) => [code, `https://www.caf.fr/${code}`]));
const shown = (roles: string[], services: Parameters<typeof guidesFor>[1]['services'] = []) =>
  Object.keys(guidesFor(SET, { roles, services }));

test.each([
  [['utilisateur'], ['utilisateur']],
  [
    ['gestionnaire', 'utilisateur'],
    ['utilisateur', 'habilitations'],
  ],
  [
    ['administrateur', 'utilisateur'],
    ['utilisateur', 'habilitations', 'administrateur'],
  ],
])('UI-7: %j reads the guides of these roles, and no other', (roles, guides) => {
  expect(shown(roles)).toEqual(guides);
});

test('UI-7: the guide of a service is for whoever has to do with that service', () => {
  expect(shown(['utilisateur'], ['TUTEUR'])).toEqual(['utilisateur', 'tuteur']);
  expect(shown(['administrateur'], ['CDAP'])).not.toContain('tuteur');
});

test('what the Caf has not set is not there', () => {
  expect(guidesFor({}, { roles: ['administrateur'], services: ['TUTEUR'] })).toEqual({});
});
