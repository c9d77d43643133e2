import { expect, it } from '@jest/globals';
import { retried } from './retry.ts';

it.each([
  [0, 'Dossier relancé par une personne'],
  [1, 'Dossier relancé : 1 courriel à renvoyer'],
  [2, 'Dossier relancé : 2 courriels à renvoyer'],
])('a retry that sends %d mails again says so (ACT-14)', (mails, label) => {
  expect(retried('p1', mails)).toEqual({ action: 'process.retry', entity: 'process', entityId: 'p1', label });
});
