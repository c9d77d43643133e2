import { expect, test } from '@jest/globals';
import { onlyReads, otherInCharge } from './inCharge.ts';

test.each([
  ['of the Caf in charge', '93', { caf: '93', partnerId: 'p' }, null],
  ['of the Caf that was in charge', '93', { caf: 'CNA', partnerId: 'p' }, 'CNA'],
  ['of nobody’s Caf: a partner, the system', null, { caf: 'CNA', partnerId: 'p' }, null],
  ['on a process of no partner: a national campaign', '93', { caf: null, partnerId: null }, null],
])('DEL-8: a command %s', (_, actorCaf, process, other) => {
  expect(otherInCharge(actorCaf, process)).toBe(other);
});

test.each([
  ['CNA', "Ce partenaire est géré par le Centre national d'appui (Caf des Yvelines) :"],
  ['93', 'Ce partenaire est géré par la Caf 93 – Seine-Saint-Denis :'],
])('DEL-8: who only reads is told who is in charge, %s', (caf, words) => {
  const refusal = onlyReads('Ce partenaire', caf);
  expect(refusal).toMatchObject({ code: 'ACTION_NON_PERMISE', rule: 'DEL-8' });
  expect(refusal.message).toBe(`${words} vous pouvez le consulter, pas le modifier.`);
});
