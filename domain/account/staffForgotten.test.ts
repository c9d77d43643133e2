import { expect, it } from '@jest/globals';
import { mayReissueStaff, staffReissued } from './staffForgotten.ts';

it.each([
  ['has a password', 'ACTIF', true, false, true],
  ['lost the one that served', 'MDP_TEMPORAIRE_EXPIRE', false, true, true],
  ['never had one: the Caf’s accounts let them in', 'ATTENTE_PREMIERE_CONNEXION', false, false, false],
  ['is closed (ACC-19)', 'CLOS', true, true, false],
  ['is suspended', 'SUSPENDU', true, true, false],
] as const)('a Caf-side person who %s (ACC-11, ACC-12)', (_, state, hasPassword, hadPassword, may) => {
  expect(mayReissueStaff({ state, hasPassword, hadPassword })).toBe(may);
});

it('gets the mail that carries it; the line says what was asked, not by whom', () => {
  const { mail, audit } = staffReissued('u1', 's1', { email: 'eva@caf.example', firstName: 'Eva', lastName: 'Essai' });
  expect(mail).toMatchObject({ key: 'MAIL-3:s1', to: 'eva@caf.example', toName: 'Eva Essai' });
  expect(mail.params).toMatchObject({ template: 'MAIL-3', secretId: 's1', link: { path: '/connexion' } });
  expect(audit).toMatchObject({ action: 'user.forgotten', entityId: 'u1', rule: 'ACC-8' });
  expect(JSON.stringify(audit)).not.toContain('@');
});
