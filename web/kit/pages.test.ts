import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../test/api.ts';
import { mountPages } from '../index.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({}, mountPages);
});
afterAll(() => api.stop());

/** The last refusal in the log, after a page was asked for. */
async function refusal(path: string, cookie = ''): Promise<Record<string, unknown>> {
  api.log.length = 0;
  await fetch(`${api.url}${path}`, { redirect: 'manual', headers: { cookie } });
  return JSON.parse(api.log.findLast((line) => line.includes('"refused":true')) ?? '{}');
}

it('a page that is refused is logged with what was asked for and why, and no token of a link (S5, S2)', async () => {
  const session = `session=${await api.as('agent93')}`;
  expect(await refusal('/comptes/ailleurs?q=Aubert', session)).toMatchObject({
    ...{ problem: 'INTROUVABLE', status: 404, method: 'GET', path: '/comptes/ailleurs', ip: '127.0.0.1' },
    person: expect.stringMatching(/./),
  });
  const link = await refusal('/lien/d.jeton.secret');
  expect(link).toMatchObject({ problem: expect.stringMatching(/^[A-Z_0-9]+$/), path: '/lien/[masqué]' });
  expect(JSON.stringify([link, api.log])).not.toContain('jeton.secret');
});
