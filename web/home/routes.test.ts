import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../test/api.ts';
import { openedPartner } from '../../test/openPartner.ts';
import { mountPages } from '../index.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({}, mountPages);
});
afterAll(() => api.stop());

it("an agent's figures are those of the list that they lead to: accounts are followed elsewhere (U2)", async () => {
  const { partnerId, claire } = await openedPartner(api);
  const agent = await api.as('agent93');
  const person = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
  await api.call('POST', `/partners/${partnerId}/users`, { token: claire, body: person });
  await api.call('POST', `/partners/${partnerId}/delegation-mode`, { token: agent, body: { mode: 'CENTRALISE' } });
  expect(await api.deps.db.process.count({ where: { type: 'userOnboarding', closedAt: null } })).toBe(1);

  const html = await (await fetch(`${api.url}/`, { headers: { cookie: `session=${agent}` } })).text();
  const listed = await api.call('GET', '/processes?status=open&limit=200', { token: agent });
  expect(listed.body.items).toHaveLength(1);
  expect(html).toMatch(/class="figure">1<\/span><a href="\/dossiers\?status=open">dossiers en cours/);
  const states = [...html.matchAll(/\/dossiers\?status=([A-Z_]+)"/g)].map((match) => match[1]);
  expect(states).toEqual([listed.body.items[0].state]);
});
