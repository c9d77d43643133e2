import { expect, test } from '@jest/globals';
import { foreignRefusal, isForeign } from './foreign.ts';

test.each([
  ['of the Caf in charge', '93', { caf: '93', partnerId: 'p' }, false],
  ['of the Caf that was in charge', '93', { caf: 'CNA', partnerId: 'p' }, true],
  ['of nobody’s Caf: a partner, the system', null, { caf: 'CNA', partnerId: 'p' }, false],
  ['on a process of no partner: a national campaign', '93', { caf: null, partnerId: null }, false],
])('DEL-8: a command %s', (_, actorCaf, process, foreign) => {
  expect(isForeign(actorCaf, process)).toBe(foreign);
  expect(foreignRefusal()).toMatchObject({ code: 'ACTION_NON_PERMISE', rule: 'DEL-8' });
});
