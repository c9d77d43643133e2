import { expect, it } from '@jest/globals';
import { requestAlreadyOpen, tellOpenOne } from './alreadyOpen.ts';
import { submitted } from './fixtures.ts';
import { requestReference } from './submit.ts';

const AT = new Date('2026-03-10T23:30:00Z');

it('REQ-20: the holder of the open request is told, once a day of Paris; who asks again learns nothing of it', () => {
  const { request } = submitted();
  const { audit, mails } = tellOpenOne(request, AT);
  expect(audit).toMatchObject([{ action: 'request.duplicate', entityId: request.id, rule: 'REQ-20' }]);
  expect(mails).toMatchObject([
    {
      ...{ key: 'MAIL-57:2026-03-11', to: request.linkEmail, toName: request.form.raisonSociale },
      params: { template: 'MAIL-57', link: { linkRef: request.linkRef, version: request.linkVersion } },
    },
  ]);
  expect(requestAlreadyOpen()).toMatchObject({ code: 'DEMANDE_DEJA_OUVERTE', rule: 'REQ-20', faults: [] });
});

it('a request is quoted by its year and eight signs', () => {
  expect(requestReference('abcdef0123456789', AT)).toBe('DA-2026-ABCDEF01');
});
