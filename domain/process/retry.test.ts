import { expect, it } from '@jest/globals';
import { retried } from './retry.ts';

const mail = (id: string) => ({ id, state: 'DOUTE' });

it.each([
  [[], 'Dossier relancé par une personne'],
  [[mail('m1')], 'Dossier relancé : 1 courriel à renvoyer'],
  [[mail('m1'), mail('m2')], 'Dossier relancé : 2 courriels à renvoyer'],
])('a retry says which mails it sends again, and keeps before and after (ACT-14, S6): %j', (mails, label) => {
  expect(retried('p1', { mails, incident: { before: 'ENVOI_ECHOUE', after: null } })).toEqual({
    ...{ action: 'process.retry', entity: 'process', entityId: 'p1', label },
    before: { incident: 'ENVOI_ECHOUE', mails },
    after: { incident: null, mails: mails.map(({ id }) => ({ id, state: 'A_ENVOYER' })) },
  });
});
