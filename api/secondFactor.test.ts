import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TOTP, URI } from 'otpauth';
import { quota } from '../adapters/identity/tries.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';
import { newAgent, newHolder, nextStep, outcome, REFUSED, REQUIRED, signInWith, WRONG } from '../test/secondFactor.ts';
import { DEFAULT_LIMITS } from './deps.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
const others: TestApi[] = [];
afterAll(() => Promise.all([api, ...others].map((site) => site?.stop())));

/** The application with other limits. */
async function siteWith(limits: Partial<typeof DEFAULT_LIMITS>): Promise<TestApi> {
  const site = await startApi({ limits: { ...DEFAULT_LIMITS, ...limits } });
  others.push(site);
  return site;
}

const agent = () => newAgent(api);
const enrolled = (site: TestApi = api, caf = '93') => newHolder(site, caf);
const signIn = (login: string, code?: string, site: TestApi = api, password = PASSWORD) =>
  signInWith(site, { login, password, code });
const begin = (token: string, password = PASSWORD) =>
  api.call('POST', '/auth/second-factor', { token, body: { password } });

describe('turning the second factor on', () => {
  it('asks for the password, tells the key once, and is in force only after a first code of it', async () => {
    const { login, token } = await agent();
    expect((await begin(token, 'pas le bon')).body.code).toBe('MOT_DE_PASSE_REFUSE');
    const { key, uri } = (await begin(token)).body;
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    const totp = URI.parse(uri) as TOTP;
    expect(totp).toMatchObject({ issuer: 'Passerelle', label: login, digits: 6, period: 30, algorithm: 'SHA1' });
    expect(totp.secret.base32).toBe(key);
    expect((await signIn(login)).status).toBe(200);
    const confirm = (code: string) => api.call('POST', '/auth/second-factor/confirm', { token, body: { code } });
    expect((await confirm('000000')).body.errors[0]).toMatchObject({ path: 'code', code: 'CODE_INCORRECT' });
    const { recoveryCodes } = (await confirm(totp.generate({ timestamp: api.now.getTime() }))).body;
    expect(new Set(recoveryCodes).size).toBe(8);
    expect(outcome(await signIn(login))).toEqual(REQUIRED);
    expect(outcome(await begin(token))).toEqual([409, 'DOUBLE_AUTH_ACTIVE']);
    expect((await api.call('GET', '/auth/second-factor', { token })).body).toEqual({
      on: true,
      since: api.now.toISOString(),
      recoveryCodesLeft: 8,
      demanded: false,
      byPassword: true,
    });
    expect(await api.deps.db.mail.findMany({ where: { recipient: login } })).toMatchObject([
      { template: 'MAIL-85', params: { change: 'ACTIVEE' } },
    ]);
  });

  it('forgets a key that was begun when another is; its codes confirm nothing', async () => {
    const { token } = await agent();
    const first = URI.parse((await begin(token)).body.uri) as TOTP;
    await begin(token);
    const code = first.generate({ timestamp: api.now.getTime() });
    const answer = await api.call('POST', '/auth/second-factor/confirm', { token, body: { code } });
    expect(answer.body.code).toBe('CODE_INCORRECT');
  });

  it('is for partners’ people too', async () => {
    const { claire } = await openedPartner(api);
    expect((await begin(claire)).status).toBe(200);
  });
});

describe('signing in', () => {
  it('asks for the code after the right password only, and takes the one of a step before or after', async () => {
    const { login, id, code } = await enrolled();
    expect(outcome(await signIn(login, code(), api, 'pas le bon'))).toEqual(REFUSED);
    expect(outcome(await signIn(login))).toEqual(REQUIRED);
    expect(outcome(await signIn(login, code(-2)))).toEqual(WRONG);
    expect(outcome(await signIn(login, code(2)))).toEqual(WRONG);
    expect((await signIn(login, code())).body.user).toMatchObject({ id });
    nextStep(api);
    nextStep(api);
    expect((await signIn(login, code(-1))).status).toBe(200);
    expect((await signIn(login, code(1))).status).toBe(200);
    const last = await api.deps.db.auditLine.findFirst({ where: { action: 'auth.login' }, orderBy: { id: 'desc' } });
    expect(last).toMatchObject({ actorId: id, label: 'Connexion avec un code' });
  });

  it('takes no code twice, neither the one that confirmed, nor an older one after a newer', async () => {
    const { login, code } = await enrolled();
    expect(outcome(await signIn(login, code(-1)))).toEqual(WRONG);
    expect((await signIn(login, code(1))).status).toBe(200);
    expect(outcome(await signIn(login, code(1)))).toEqual(WRONG);
    expect(outcome(await signIn(login, code()))).toEqual(WRONG);
  });

  it('takes each recovery code once, as people type it', async () => {
    const { login, token, recoveryCodes } = await enrolled();
    const [first = '', second = ''] = recoveryCodes;
    expect((await signIn(login, ` ${first.toUpperCase()} `)).status).toBe(200);
    expect(outcome(await signIn(login, first))).toEqual(WRONG);
    expect((await signIn(login, second.replaceAll('-', ''))).status).toBe(200);
    expect((await api.call('GET', '/auth/second-factor', { token })).body.recoveryCodesLeft).toBe(6);
    const stranger = await enrolled();
    expect(outcome(await signIn(stranger.login, recoveryCodes[2]))).toEqual(WRONG);
  });

  it('opens once where a code is given eight times at once', async () => {
    const open = quota(1_000, 60_000);
    const site = await siteWith({ login: open, address: open });
    const { login, code, recoveryCodes } = await enrolled(site);
    for (const given of [code(), recoveryCodes[0] ?? '']) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(login, given, site)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'CODE_INCORRECT')).toHaveLength(7);
    }
  });

  it('forgets failed tries only when the code is right too, and locks as for passwords (S3)', async () => {
    const { login, code } = await enrolled();
    for (let tries = 0; tries < 4; tries += 1) expect(outcome(await signIn(login, '000000'))).toEqual(WRONG);
    // the right password without its code clears nothing: this fifth try makes the next wait
    expect(outcome(await signIn(login))).toEqual(REQUIRED);
    expect(outcome(await signIn(login, code()))).toEqual(REFUSED);
    for (let tries = 5; tries < 10; tries += 1) {
      api.now = new Date(api.now.getTime() + 32_000);
      expect(outcome(await signIn(login, '000000'))).toEqual(WRONG);
    }
    api.now = new Date(api.now.getTime() + 32_000);
    expect(outcome(await signIn(login, code()))).toEqual(REFUSED);
    api.now = new Date(api.now.getTime() + 15 * 60_000);
    expect((await signIn(login, code())).status).toBe(200);
    // all forgotten now
    for (let tries = 0; tries < 4; tries += 1) expect(outcome(await signIn(login, '000000'))).toEqual(WRONG);
    nextStep(api);
    expect((await signIn(login, code())).status).toBe(200);
  });

  it('verifies ten of a hundred guesses at once', async () => {
    const { login } = await enrolled();
    const guesses = Array.from({ length: 100 }, (_, guess) => signIn(login, String(100_000 + guess)));
    const answers = (await Promise.all(guesses)).map(outcome);
    const verified = answers.filter(([, code]) => code === 'CODE_INCORRECT').length;
    expect(verified).toBeGreaterThan(0);
    expect(verified).toBeLessThanOrEqual(10);
    expect(answers.filter(([, code]) => code === 'IDENTIFIANTS_REFUSES')).toHaveLength(100 - verified);
  });

  it('gives the address its try back where only the code is missing', async () => {
    const address = { ...quota(3, 60_000), delayAfter: 100 };
    const site = await siteWith({ address });
    const { login, code } = await enrolled(site);
    for (let tries = 0; tries < 4; tries += 1) expect(outcome(await signIn(login, undefined, site))).toEqual(REQUIRED);
    expect((await signIn(login, code(), site)).status).toBe(200);
    for (let tries = 0; tries < 3; tries += 1) expect(outcome(await signIn(login, '000000', site))).toEqual(WRONG);
    expect((await signIn(login, '000000', site)).status).toBe(429);
  });
});

describe('turning it off', () => {
  it('takes the password and a code; wrong ones count', async () => {
    const { login, token, code, recoveryCodes } = await enrolled();
    const off = (password: string, given: string) =>
      api.call('POST', '/auth/second-factor/off', { token, body: { password, code: given } });
    expect((await off('pas le bon', code())).body.errors[0]).toMatchObject({ path: 'password' });
    expect((await off(PASSWORD, '000000')).body.errors[0]).toMatchObject({ path: 'code', code: 'CODE_INCORRECT' });
    expect((await api.deps.db.tries.findUniqueOrThrow({ where: { key: `proof:${login}` } })).tries).toBe(2);
    expect((await off(PASSWORD, code())).status).toBe(204);
    expect((await signIn(login)).status).toBe(200);
    expect(outcome(await off(PASSWORD, recoveryCodes[0] ?? ''))).toEqual([409, 'DOUBLE_AUTH_ABSENTE']);
    expect(await api.deps.db.recoveryCode.count({ where: { userId: (await me(token)).id } })).toBe(0);
    const mails = await api.deps.db.mail.findMany({ where: { recipient: login }, orderBy: { createdAt: 'asc' } });
    expect(mails.map(({ params }) => (params as { change: string }).change)).toEqual(['ACTIVEE', 'RETIREE']);
  });

  it('is done for another by an administrator of the own Caf or an operator, told and journalled', async () => {
    const { id, login } = await enrolled();
    const reset = async (as: Parameters<TestApi['as']>[0], who: string) =>
      api.call('POST', '/auth/second-factor/reset', { token: await api.as(as), body: { login: who } });
    expect((await reset('agent93', login)).status).toBe(403);
    expect((await reset('national', login)).status).toBe(403);
    const unknown = [422, 'PERSONNE_INCONNUE'];
    expect(outcome(await reset('admin75', login))).toEqual(unknown);
    expect(outcome(await reset('admin75', 'MCP00000093'))).toEqual(unknown);
    expect(outcome(await reset('admin93', 'personne@caf93.example'))).toEqual(unknown);
    expect(outcome(await signIn(login))).toEqual(REQUIRED);
    expect((await reset('admin93', login.toUpperCase())).status).toBe(204);
    expect((await signIn(login)).status).toBe(200);
    expect(outcome(await reset('admin93', login))).toEqual([409, 'DOUBLE_AUTH_ABSENTE']);
    const line = await api.deps.db.auditLine.findFirstOrThrow({ where: { action: 'secondFactor.reset' } });
    expect(line).toMatchObject({ entityId: id, actorRole: 'cafAdmin', caf: '93' });
    expect(line.actorId).not.toBe(id);
    expect(
      await api.deps.db.mail.findFirst({
        where: { recipient: login, params: { path: ['change'], equals: 'REINITIALISEE' } },
      }),
    ).toMatchObject({ template: 'MAIL-85' });
    const other = await enrolled(api, '75');
    expect((await reset('operator', other.login)).status).toBe(204);
    const own = await api.deps.db.user.findUniqueOrThrow({ where: { login: 'operator@passerelle.example' } });
    expect((await reset('operator', own.login)).status).toBe(403);
  });
});

const me = async (token: string) => (await api.call('GET', '/me', { token })).body.user;

it('keeps the key and the recovery codes out of every table and of the log (S2)', async () => {
  const { id, login, key, code, recoveryCodes } = await enrolled();
  const used = code();
  await signIn(login, used);
  await signIn(login, recoveryCodes[0]);
  const bytes = Buffer.from((await api.deps.db.secondFactor.findUniqueOrThrow({ where: { userId: id } })).sealed);
  const raw = Buffer.from(URI.parse(`otpauth://totp/x?secret=${key}`).secret.bytes);
  expect(bytes.includes(raw)).toBe(false);
  const tables = await api.deps.db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  let kept = api.log.join('');
  for (const { name } of tables) {
    const rows = await api.deps.db.$queryRawUnsafe<{ row: string }[]>(
      `SELECT to_jsonb(t)::text AS row FROM "${name}" t`,
    );
    kept += rows.map(({ row }) => row).join('\n');
  }
  expect(kept).toContain(login);
  const secrets = [key, raw.toString('hex'), raw.toString('base64'), ...recoveryCodes];
  for (const secret of [...secrets, ...recoveryCodes.map((one) => one.replaceAll('-', ''))])
    expect(kept.toLowerCase()).not.toContain(secret.toLowerCase());
});
