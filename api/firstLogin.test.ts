import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';
import { routes } from './routes/index.ts';

const START = new Date('2025-06-03T07:00:00Z'); // 09:00 in Paris
const HOURS_24 = 24 * 3_600_000;
const NEW = 'quatre fleurs sous la pluie';

let api: TestApi;
let partnerId: string;
let claire: string;
let count = 0;
beforeAll(async () => {
  api = await startApi();
  api.now = START;
  ({ partnerId, claire } = await openedPartner(api));
});
afterAll(() => api.stop());
beforeEach(() => {
  api.now = START;
});

interface Someone {
  id: string;
  login: string;
  email: string;
}
async function someone(): Promise<Someone> {
  const lastName = `Ferrand${'abcdefghijklmnop'[count++]}`;
  const body = { firstName: 'Nadia', lastName, email: `nadia.${lastName.toLowerCase()}@peupliers.example` };
  const made = await api.call('POST', `/partners/${partnerId}/users`, { token: claire, body });
  expect(made.status).toBe(201);
  return made.body;
}
const signIn = (login: string, password: string): Promise<Answer> =>
  api.call('POST', '/auth/login', { body: { login, password } });
const choose = (token: string, newPassword: string) =>
  api.call('POST', '/auth/password', { token, body: { newPassword } });
const forgot = (login: string) => api.call('POST', '/auth/forgot-password', { body: { login } });
const later = (ms: number) => {
  api.now = new Date(START.getTime() + ms);
};
const stateOf = async ({ id }: Someone) => {
  const { secrets, ...user } = await api.deps.db.user.findUniqueOrThrow({
    where: { id },
    select: { state: true, secrets: { select: { id: true } } },
  });
  return [user.state, secrets.length];
};

describe('first login (ACC-4 … ACC-7, ACC-25, S1)', () => {
  it('AC-35: in time, a personal password is required before any page; the temporary one is refused afterwards', async () => {
    const nadia = await someone();
    const temporary = await api.mailedPassword(nadia.id);
    later(HOURS_24 - 60_000);
    // as it is copied from a mail
    const entered = await signIn(nadia.login, ` ${temporary.toUpperCase()}\u00a0\r\n`);
    expect(entered).toMatchObject({ status: 200, body: { mustChangePassword: true } });
    const { token } = entered.body;
    expect((await stateOf(nadia))[0]).toBe('PERSONNALISATION');
    for (const path of [`/partners/${partnerId}`, `/users/${nadia.id}`, `/partners/${partnerId}/users`])
      expect(await api.call('GET', path, { token })).toMatchObject({
        status: 403,
        body: { code: 'PERSONNALISATION_REQUISE', rule: 'ACC-7' },
      });
    expect((await choose(token, 'court')).body.code).toBe('MOT_DE_PASSE_TROP_COURT');
    expect((await choose(token, temporary)).body.code).toBe('MOT_DE_PASSE_IDENTIQUE');
    const { raisonSociale } = await api.deps.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
    for (const known of ['Nadia-Nadia', nadia.login, nadia.email, 'peupliers-', raisonSociale])
      expect([known, (await choose(token, `${known}2026!`)).body.code]).toEqual([known, 'MOT_DE_PASSE_TROP_COMMUN']);
    expect((await choose(token, NEW)).status).toBe(204);
    expect((await api.call('GET', `/users/${nadia.id}`, { token })).body.state).toBe('ACTIF');
    expect((await signIn(nadia.login, temporary)).body.code).toBe('IDENTIFIANTS_REFUSES');
    expect(await signIn(nadia.login, NEW)).toMatchObject({ status: 200, body: { mustChangePassword: false } });
  });

  it('is open at 24 h − 1 s and closed at 24 h, and says what to do', async () => {
    const [early, late] = [await someone(), await someone()];
    const [inTime, tooLate] = [await api.mailedPassword(early.id), await api.mailedPassword(late.id)];
    later(HOURS_24 - 1_000);
    expect((await signIn(early.login, inTime)).status).toBe(200);
    later(HOURS_24);
    expect(await signIn(late.login, tooLate)).toMatchObject({
      status: 401,
      body: { code: 'MDP_EXPIRE', rule: 'ACC-8' },
    });
    later(HOURS_24 + 1_000);
    expect((await signIn(late.login, tooLate)).body.code).toBe('MDP_EXPIRE');
    expect((await signIn(late.login, 'un autre tout à fait')).body.code).toBe('IDENTIFIANTS_REFUSES');
  });

  it('is used once, also when eight try it at once (ACC-25)', async () => {
    const nadia = await someone();
    const temporary = await api.mailedPassword(nadia.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(nadia.login, temporary)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('loses nothing to a change of the account at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const nadia = await someone();
      const temporary = await api.mailedPassword(nadia.id);
      const phone = `+3314800000${round}`;
      const [entered, changed] = await Promise.all([
        signIn(nadia.login, temporary),
        api.call('PATCH', `/users/${nadia.id}`, { token: claire, body: { phone } }),
      ]);
      expect([entered.status, changed.status]).toEqual([200, 200]);
      expect((await choose(entered.body.token, NEW)).status).toBe(204);
      expect((await api.call('GET', `/users/${nadia.id}`, { token: claire })).body).toMatchObject({
        phone,
        state: 'ACTIF',
      });
    }
  });

  it('a session lost before the choice leaves « Mot de passe oublié » (PERSONNALISATION → MDP_TEMPORAIRE_EXPIRE)', async () => {
    const nadia = await someone();
    const { token } = (await signIn(nadia.login, await api.mailedPassword(nadia.id))).body;
    later(31 * 60_000);
    expect((await choose(token, NEW)).status).toBe(401);
    expect((await api.call('GET', `/users/${nadia.id}`, { token: claire })).body.state).toBe('MDP_TEMPORAIRE_EXPIRE');
    await forgot(nadia.login);
    expect((await signIn(nadia.login, await api.mailedPassword(nadia.id))).status).toBe(200);
  });
});

describe('« Mot de passe oublié » (ACC-8 … ACC-12, ACC-19)', () => {
  async function active(): Promise<Someone> {
    const nadia = await someone();
    const { token } = (await signIn(nadia.login, await api.mailedPassword(nadia.id))).body;
    await choose(token, NEW);
    return nadia;
  }

  it('each kills the one before; the personal password stays good until the temporary one is used (ACC-11, ACC-12)', async () => {
    const nadia = await active();
    await forgot(nadia.login);
    const first = await api.mailedPassword(nadia.id);
    await forgot(nadia.login.toLowerCase());
    const second = await api.mailedPassword(nadia.id);
    expect((await signIn(nadia.login, first)).body.code).toBe('IDENTIFIANTS_REFUSES');
    expect(await signIn(nadia.login, NEW)).toMatchObject({ status: 200, body: { mustChangePassword: false } });
    expect(await signIn(nadia.login, second)).toMatchObject({ status: 200, body: { mustChangePassword: true } });
    expect((await signIn(nadia.login, NEW)).status).toBe(401);
  });

  it('says the same to everybody and writes nothing for who is unknown or closed', async () => {
    const closed = await active();
    await api.call('PATCH', `/users/${closed.id}`, { token: claire, body: { closesOn: '2025-06-03' } });
    const before = await api.deps.db.mail.count();
    for (const login of ['MCP0PERS0NNE', closed.login])
      expect([login, (await forgot(login)).status]).toEqual([login, 202]);
    expect(await api.deps.db.mail.count()).toBe(before);
    const known = await active();
    expect((await forgot(known.login)).status).toBe(202);
    expect(
      await api.deps.db.mail.findFirst({ where: { template: 'MAIL-3' }, orderBy: { createdAt: 'desc' } }),
    ).not.toBeNull();
  });

  it('mails a login at most five times, then answers the same and sends nothing', async () => {
    const nadia = await active();
    for (let asked = 0; asked < 8; asked += 1) expect((await forgot(nadia.login)).status).toBe(202);
    const secrets = await api.deps.db.temporarySecret.count({ where: { userId: nadia.id, usage: 'OUBLI' } });
    expect(secrets).toBeGreaterThan(0);
    expect(secrets).toBeLessThanOrEqual(5);
    expect(
      await api.deps.db.temporarySecret.count({ where: { userId: nadia.id, consumedAt: null, voidedAt: null } }),
    ).toBe(1);
  });

  it('is the only way: no operation sets or sends another person’s password (ACT-3, ACC-8, RGT-16)', async () => {
    const about = routes
      .filter(({ path }) => /password|forgot/.test(path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(about.sort()).toEqual(['post /auth/forgot-password', 'post /auth/password']);

    // … nor does any other operation on a person take one, whoever asks
    const nadia = await someone();
    const ofPeople = routes.filter(({ method, path }) => method !== 'get' && path.startsWith('/users/{id}'));
    expect(ofPeople.length).toBeGreaterThan(2);
    const secretOf = async () => ({
      user: await api.deps.db.user.findUnique({ where: { id: nadia.id }, select: { passwordHash: true } }),
      secrets: await api.deps.db.temporarySecret.findMany({ where: { userId: nadia.id }, orderBy: { id: 'asc' } }),
      mails: await api.deps.db.mail.count({ where: { template: { in: ['MAIL-2', 'MAIL-3'] } } }),
    });
    const before = await secretOf();
    const words = 'douze mots choisis par un autre';
    const kinds = ['agent93', 'admin93', 'national', 'operator'] as const;
    for (const token of [claire, ...(await Promise.all(kinds.map((kind) => api.as(kind))))])
      for (const { method, path } of ofPeople)
        for (const field of ['password', 'newPassword', 'passwordHash', 'temporaryPassword']) {
          const answer = await api.call(method.toUpperCase(), path.replace('{id}', nadia.id), {
            token,
            body: { [field]: words },
          });
          expect([method, path, field, answer.status >= 400]).toEqual([method, path, field, true]);
        }
    expect(await secretOf()).toEqual(before);
  });
});

describe('the first login after « Mot de passe oublié » (ACC-7, ACC-20)', () => {
  it('shows nothing of the partner before the choice, then is the last login, and the address is told', async () => {
    const nadia = await someone();
    const first = (await signIn(nadia.login, await api.mailedPassword(nadia.id))).body.token;
    expect((await api.call('GET', '/me', { token: first })).body).toEqual({
      user: expect.objectContaining({ id: nadia.id, login: nadia.login }),
      mustChangePassword: true,
      mustEnrolSecondFactor: false,
      roles: [],
      caf: null,
      partner: null,
      services: [],
      rights: [],
    });
    await choose(first, NEW);
    const told = () => api.deps.db.mail.count({ where: { template: 'MAIL-67', recipient: nadia.email } });
    expect(await told()).toBe(0); // her own mails led her here
    later(5 * HOURS_24);
    await forgot(nadia.login);
    const { token } = (await signIn(nadia.login, await api.mailedPassword(nadia.id))).body;
    await choose(token, 'cinq feuilles dans le vent');
    const me = (await api.call('GET', '/me', { token })).body;
    expect(me).toMatchObject({ user: { lastLoginAt: api.now.toISOString() }, partner: { id: partnerId } });
    expect(await told()).toBe(1);
    // changing it while signed in is no login
    const loggedIn = api.now.toISOString();
    later(5 * HOURS_24 + 60_000);
    const changed = { currentPassword: 'cinq feuilles dans le vent', newPassword: NEW };
    expect((await api.call('POST', '/auth/password', { token, body: changed })).status).toBe(204);
    expect((await api.call('GET', '/me', { token })).body.user.lastLoginAt).toBe(loggedIn);
  });
});
