import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTuteurs } from '../../ops/seed/tuteurs.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { pageOf } from '../../test/forms.ts';
import { tiersiCsv, uploadTiersi } from '../../test/tiersi.ts';
import { mountPages } from '../index.ts';

const O5 = '99992245300017';
let api: TestApi;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  await openTuteurs(api.deps.db, 'x', api.now);
});
afterAll(() => api.stop());

it('of more mails refused than its page tells, the Cnaf reads so, and an operator finds all of them', async () => {
  const made = await uploadTiersi(api, '/tuteur/reopenings', tiersiCsv([{ siret: O5, mcp: O5 }]), {
    opensOn: '2099-01-18',
  });
  const { id: processId } = made.body;
  const { db } = api.deps;
  const mail = {
    ...{ processId, caf: '93', template: 'MAIL-33', recipient: 'a@x.example', recipientName: 'A', params: {} },
    ...{ state: 'ENVOI_ECHOUE', messageId: 'x', createdAt: api.now, nextAttemptAt: api.now },
  };
  const ids = Array.from({ length: 21 }, (_, n) => `refuse-${n}`);
  await db.mail.createMany({ data: ids.map((id) => ({ ...mail, id, key: id })) as never });
  const path = `/reouvertures/${processId}`;
  expect(await pageOf(api, path, await api.as('national'))).toContain('Les 20 derniers');
  const operator = await api.as('operator');
  const all = /href="(\/courriels\?trouble=true[^"]*)"/.exec(await pageOf(api, path, operator))?.[1] ?? '';
  expect(await pageOf(api, all.replaceAll('&amp;', '&'), operator)).toContain('21 lignes');
});
