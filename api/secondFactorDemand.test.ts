import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TOTP, URI } from 'otpauth';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';
import { newAgent, newHolder, outcome, signInWith } from '../test/secondFactor.ts';
import { mountPages } from '../web/index.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({}, mountPages);
});
afterAll(() => api?.stop());

const CLAIRE = 'MCP00000093';
const demand = (token: string, body: { agents: boolean; administrateurs: boolean }) =>
  api.call('PUT', '/auth/second-factor/demand', { token, body });
const signIn = (login: string, code?: string) => signInWith(api, { login, password: PASSWORD, code });
const page = (path: string, token: string) =>
  fetch(`${api.url}${path}`, { redirect: 'manual', headers: { cookie: `session=${token}` } });

/** Turns it on as an application would; the code that confirmed. */
async function enrol(token: string): Promise<void> {
  const begun = await api.call('POST', '/auth/second-factor', { token, body: { password: PASSWORD } });
  const totp = URI.parse(begun.body.uri) as TOTP;
  const code = totp.generate({ timestamp: api.now.getTime() });
  expect((await api.call('POST', '/auth/second-factor/confirm', { token, body: { code } })).status).toBe(200);
}

describe('a second factor that a Caf demands of its people', () => {
  it('is said by an administrator of that Caf alone, and stands in the journal before and after', async () => {
    const admin = await api.as('admin93');
    for (const kind of ['agent93', 'national', 'operator'] as const)
      expect([kind, (await demand(await api.as(kind), { agents: true, administrateurs: true })).status]).toEqual([
        kind,
        403,
      ]);
    const before = await api.call('GET', '/auth/second-factor/demand', { token: admin });
    expect(before.body).toMatchObject({ agents: false, administrateurs: false });
    const { login, token: earlier } = await newAgent(api);
    expect((await demand(admin, { agents: true, administrateurs: false })).body).toMatchObject({
      agents: true,
      administrateurs: false,
      without: { agents: before.body.without.agents + 1 },
    });
    const line = await api.deps.db.auditLine.findFirstOrThrow({ where: { action: 'secondFactor.demand' } });
    expect([line.entityId, line.before, line.after]).toEqual([
      '93',
      { agents: false, administrateurs: false },
      { agents: true, administrateurs: false },
    ]);
    expect((await signIn(login)).body.mustEnrolSecondFactor).toBe(true);
    // who was in before stays so until the next sign-in
    expect((await api.call('GET', '/tasks', { token: earlier })).status).toBe(200);
  });

  it('leads who has none to turn it on at the next sign-in, before anything else: API and pages', async () => {
    const { login } = await newAgent(api);
    const { token, mustEnrolSecondFactor } = (await signIn(login)).body;
    expect(mustEnrolSecondFactor).toBe(true);
    expect(outcome(await api.call('GET', '/tasks', { token }))).toEqual([403, 'DOUBLE_AUTH_REQUISE']);
    expect((await api.call('GET', '/me', { token })).body).toMatchObject({ mustEnrolSecondFactor: true, rights: [] });
    const led = await page('/taches', token);
    expect([led.status, led.headers.get('location')]).toEqual([
      303,
      '/mon-profil/double-authentification?retour=%2Ftaches',
    ]);
    const asked = await page(led.headers.get('location') ?? '', token);
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining('Votre Caf demande')]);
    await enrol(token);
    expect((await api.call('GET', '/tasks', { token })).status).toBe(200);
    expect((await page('/taches', token)).status).toBe(200);
  });

  it('is not taken off, nor asked of another Caf, nor of who has one already', async () => {
    const { login, token, code } = await newHolder(api, '93');
    const off = await api.call('POST', '/auth/second-factor/off', {
      token,
      body: { password: PASSWORD, code: code(1) },
    });
    expect(outcome(off)).toEqual([409, 'DOUBLE_AUTH_EXIGEE']);
    expect((await api.call('GET', '/auth/second-factor', { token })).body.demanded).toBe(true);
    expect((await signIn(login, code(1))).body.mustEnrolSecondFactor).toBe(false);
    const { login: elsewhere } = await newAgent(api, '75');
    expect((await signIn(elsewhere)).body.mustEnrolSecondFactor).toBe(false);
  });

  it('is demanded of the administrateurs of its partners when the Caf says so, and reset by it when the telephone is lost', async () => {
    const { claire } = await openedPartner(api);
    const login = CLAIRE;
    expect((await signIn(login)).body.mustEnrolSecondFactor).toBe(false);
    const admin = await api.as('admin93');
    await demand(admin, { agents: false, administrateurs: true });
    const { token, mustEnrolSecondFactor } = (await signIn(login)).body;
    expect(mustEnrolSecondFactor).toBe(true);
    const groups = () => api.call('GET', '/me', { token });
    expect((await groups()).body.partner).toBeNull();
    await enrol(token);
    expect((await groups()).body.partner).not.toBeNull();
    expect(outcome(await signIn(login))).toEqual([401, 'CODE_REQUIS']);
    expect((await api.call('GET', '/me', { token: claire })).status).toBe(200);
    const reset = (kind: 'admin75' | 'admin93') =>
      api.as(kind).then((of) => api.call('POST', '/auth/second-factor/reset', { token: of, body: { login } }));
    expect((await reset('admin75')).body.code).toBe('PERSONNE_INCONNUE');
    expect((await reset('admin93')).status).toBe(204);
    expect((await signIn(login)).body.mustEnrolSecondFactor).toBe(true);
  });

  // Claire's second factor was just reset, and is demanded
  it('comes after the personal password that follows a temporary one (ACC-7)', async () => {
    const { id } = await api.deps.db.user.findFirstOrThrow({ where: { email: 'claire.aubert@peupliers.example' } });
    await api.call('POST', '/auth/forgot-password', { body: { login: CLAIRE } });
    const password = await api.mailedPassword(id);
    const entered = await signInWith(api, { login: CLAIRE, password });
    expect(entered.body).toMatchObject({ mustChangePassword: true, mustEnrolSecondFactor: false });
    const { token } = entered.body;
    const body = { newPassword: 'Un-Tout-Autre-Secret-9!' };
    expect((await api.call('POST', '/auth/password', { token, body })).status).toBe(204);
    expect((await api.call('GET', '/me', { token })).body).toMatchObject({ mustEnrolSecondFactor: true });
  });
});
