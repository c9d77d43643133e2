import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type TestApi } from '../../../test/api.ts';
import { addStaff, closeStaff } from './staff.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const ANNE = { email: 'anne.roy@caf93.example', firstName: 'Anne', lastName: 'Roy', roles: ['agent'], caf: '93' };
const signIn = (password: string) => api.call('POST', '/auth/login', { body: { login: ANNE.email, password } });

test('a deployment’s first account: made once, its password asked for by its person, closed with its sessions', async () => {
  const { db } = api.deps;
  expect(await addStaff(db, ANNE, 'password', api.now)).toBe(true);
  expect(await addStaff(db, { ...ANNE, roles: ['operator'] }, 'password', api.now)).toBe(false);
  const { id } = await db.user.findUniqueOrThrow({ where: { login: ANNE.email } });
  expect((await api.call('POST', '/auth/forgot-password', { body: { login: ANNE.email } })).status).toBe(202);
  const first = await signIn(await api.mailedPassword(id));
  expect(first.status).toBe(200);
  const own = 'quatre mots sans aucun lien';
  const chosen = await api.call('POST', '/auth/password', { token: first.body.token, body: { newPassword: own } });
  expect(chosen.status).toBe(204);
  const { token } = (await signIn(own)).body;
  expect((await api.call('GET', '/tasks', { token })).status).toBe(200);
  expect(await closeStaff(db, ANNE.email, api.now)).toBe(true);
  expect(await closeStaff(db, ANNE.email, api.now)).toBe(false);
  expect((await api.call('GET', '/tasks', { token })).status).toBe(401);
  expect((await signIn(own)).status).toBe(401);
  const lines = await db.auditLine.findMany({ where: { entityId: id, action: { startsWith: 'staff.' } } });
  expect(lines.map(({ action, caf }) => [action, caf])).toEqual([
    ['staff.add', '93'],
    ['staff.close', '93'],
  ]);
});

test('who signs in by the Caf’s account has no password to ask for; a partner’s person is none of the staff', async () => {
  const { db } = api.deps;
  const zoe = { ...ANNE, email: 'zoe@caf93.example' };
  await addStaff(db, zoe, 'provider', api.now);
  expect(await db.user.findUniqueOrThrow({ where: { login: zoe.email } })).toMatchObject({ passwordHash: null });
  expect(await closeStaff(db, 'personne@caf93.example', api.now)).toBe(false);
});
