import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createUser } from '../../adapters/store/people/users.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { openedPartner } from '../../test/openPartner.ts';
import { mountPages } from '../index.ts';

let api: TestApi;
let claire: string;
let anne: string;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  const opened = await openedPartner(api);
  claire = opened.claire;
  const person = async (firstName: string, lastName: string, login: string) => {
    const email = `${login}@peupliers.example`;
    const names = { firstName, lastName, email, login, roles: [], partnerId: opened.partnerId, password: null };
    return createUser(api.deps.db, names, api.now);
  };
  anne = await person('Anne', 'Roux', 'anne');
  for (let count = 1; count <= 200; count += 1) await person('Léa', 'Martin', `lea${count}`);
  await person('Zoé', 'Zola', 'zoe');
  const group = { service: 'ESAT', code: 'ATELIER', label: 'Atelier', managerId: anne };
  await api.call('POST', `/partners/${opened.partnerId}/groups`, { token: claire, body: group });
});
afterAll(() => api.stop());

async function offered(path: string) {
  const html = await (await fetch(`${api.url}${path}`, { headers: { cookie: `session=${claire}` } })).text();
  const offers = (name: string) => new RegExp(`<option[^>]*>${name}`).test(html);
  return { search: html.includes('name="q"'), lea: offers('Léa Martin'), zoe: offers('Zoé Zola') };
}

it.each([
  ['who takes over the groups of a gestionnaire', () => `/comptes/${anne}`],
  ['whom a request to the Caf is about', () => '/support/nouvelle'],
])('of more people than a choice can offer one looks for %s', async (_who, pathOf) => {
  expect(await offered(pathOf())).toEqual({ search: true, lea: true, zoe: false });
  expect(await offered(`${pathOf()}?q=zola`)).toEqual({ search: true, lea: false, zoe: true });
});
