import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reportRefusal } from '../adapters/mail/mailRefusal.ts';
import { claimMails, concludeMail } from '../adapters/mail/outbox.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { newAgent, newHolder, outcome, REFUSED, REQUIRED, signInWith } from '../test/secondFactor.ts';
import { asOwner } from '../test/stack.ts';

const START = new Date('2026-03-10T09:00:00Z');
const HOURS_24 = 24 * 3_600_000;
const NEW = 'quatre fleurs sous la pluie';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
beforeEach(() => {
  api.now = START;
});

const forgot = async (login: string) =>
  expect((await api.call('POST', '/auth/forgot-password', { body: { login } })).status).toBe(202);
const signIn = (login: string, password: string, code?: string) => signInWith(api, { login, password, code });
const choose = (token: string, newPassword: string) =>
  api.call('POST', '/auth/password', { token, body: { newPassword } });
const mailsTo = (recipient: string) => api.deps.db.mail.findMany({ where: { recipient, template: 'MAIL-3' } });
const usable = (userId: string) =>
  api.deps.db.temporarySecret.count({ where: { userId, consumedAt: null, voidedAt: null } });

describe('« Mot de passe oublié » of a Caf-side person (ACC-8, S1)', () => {
  it('mails a temporary password that opens once, only to choose another; until then the former one stays good (ACC-12)', async () => {
    const { id, login } = await newAgent(api);
    await forgot(login.toUpperCase());
    expect(await mailsTo(login)).toMatchObject([{ processId: null, params: { organisme: 'Passerelle' } }]);
    const temporary = await api.mailedPassword(id);
    expect((await signIn(login, PASSWORD)).body.mustChangePassword).toBe(false);
    const { token, mustChangePassword } = (await signIn(login, temporary)).body;
    expect(mustChangePassword).toBe(true);
    expect(outcome(await api.call('GET', '/tasks', { token }))).toEqual([403, 'PERSONNALISATION_REQUISE']);
    expect(outcome(await signIn(login, PASSWORD))).toEqual(REFUSED);
    expect(outcome(await signIn(login, temporary))).toEqual(REFUSED);
    expect((await choose(token, temporary)).body.code).toBe('MOT_DE_PASSE_IDENTIQUE');
    expect((await choose(token, NEW)).status).toBe(204);
    expect((await api.call('GET', '/tasks', { token })).status).toBe(200);
    expect((await signIn(login, NEW)).body.mustChangePassword).toBe(false);
    const lines = await api.deps.db.auditLine.findMany({ where: { entityId: id }, orderBy: { id: 'asc' } });
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.forgotten', 'auth.firstLogin', 'auth.password']),
    );
    // what changed stands before and after, and no secret of it (S6)
    const kept = (wanted: string) => {
      const line = lines.find(({ action }) => action === wanted);
      return [line?.before, line?.after];
    };
    expect(kept('user.forgotten')).toMatchObject([
      { temporaryPassword: null },
      { temporaryPassword: { usage: 'OUBLI', expiresAt: null } },
    ]);
    expect(kept('auth.firstLogin')).toMatchObject([
      { personalPassword: true, temporaryPassword: { usage: 'OUBLI' }, personalisingUntil: null },
      { personalPassword: false, temporaryPassword: null, state: 'PERSONNALISATION' },
    ]);
    expect(kept('auth.password')).toMatchObject([
      { personalPassword: false, state: 'PERSONNALISATION' },
      { personalPassword: true, state: 'ACTIF', personalisingUntil: null, passwordSince: START.toISOString() },
    ]);
    expect(kept('auth.login')).toMatchObject([{ session: null }, { lastLoginAt: START.toISOString() }]);
    expect((await api.call('POST', '/auth/logout', { token })).status).toBe(204);
    const ended = await api.deps.db.auditLine.findMany({ where: { entityId: id, action: 'auth.logout' } });
    expect(ended).toMatchObject([{ actorId: id, before: { open: true }, after: { open: false } }]);
    const { hash } = await api.deps.db.temporarySecret.findFirstOrThrow({ where: { userId: id } });
    expect(JSON.stringify(lines.map(({ before, after }) => [before, after]))).not.toContain(hash);
    // whoever typed the login has not shown to be this person (S6)
    const asked = lines.filter(({ action }) => action === 'user.forgotten');
    expect(asked).toMatchObject([{ actorId: 'anonyme', actorRole: 'anonymous', caf: '93' }]);
    const others = lines.filter(({ action }) => action !== 'user.forgotten' && action !== 'auth.refused');
    expect(new Set(others.map(({ actorRole }) => actorRole))).toEqual(new Set(['agent']));
  });

  it('ends after 24 hours; a session lost before the choice leaves asking again', async () => {
    const { id, login } = await newAgent(api);
    await forgot(login);
    const late = await api.mailedPassword(id);
    api.now = new Date(START.getTime() + HOURS_24);
    expect(outcome(await signIn(login, late))).toEqual([401, 'MDP_EXPIRE']);
    await forgot(login);
    const lost = (await signIn(login, await api.mailedPassword(id))).body.token;
    api.now = new Date(api.now.getTime() + 31 * 60_000);
    expect((await choose(lost, NEW)).status).toBe(401);
    await forgot(login);
    const { token } = (await signIn(login, await api.mailedPassword(id))).body;
    expect((await choose(token, NEW)).status).toBe(204);
  });

  it('keeps one usable temporary password, the last, also when eight ask at once (ACC-11)', async () => {
    const { id, login } = await newAgent(api);
    await forgot(login);
    const first = await api.mailedPassword(id);
    await Promise.all(Array.from({ length: 8 }, () => forgot(login)));
    expect(await usable(id)).toBe(1);
    expect(outcome(await signIn(login, first))).toEqual(REFUSED);
    const waiting = (await mailsTo(login)).filter(({ state }) => state === 'A_ENVOYER');
    const { id: secretId } = await api.deps.db.temporarySecret.findFirstOrThrow({
      where: { userId: id, consumedAt: null, voidedAt: null },
    });
    expect(waiting.map(({ params }) => (params as { secretId: string }).secretId)).toContain(secretId);
    const stale = await api.deps.db.temporarySecret.count({
      where: { voidedAt: { not: null }, ciphertext: { not: null } },
    });
    expect(stale).toBe(0);
  });

  it('does not go round the second factor', async () => {
    const { id, login, code } = await newHolder(api);
    await forgot(login);
    const temporary = await api.mailedPassword(id);
    expect(outcome(await signIn(login, temporary))).toEqual(REQUIRED);
    expect(await usable(id)).toBe(1);
    const { token } = (await signIn(login, temporary, code())).body;
    expect((await choose(token, NEW)).status).toBe(204);
    expect(outcome(await signIn(login, NEW))).toEqual(REQUIRED);
  });

  it('sends nothing to who is closed, suspended, or never had a password, and answers the same', async () => {
    const [closed, suspended] = [await newAgent(api), await newAgent(api)];
    const login = 'sans-mot-de-passe@caf93.example';
    const names = { firstName: 'Paul', lastName: 'Durand', roles: ['agent'], caf: '93', password: null };
    const identified = await createUser(api.deps.db, { ...names, login, email: login }, api.now);
    await api.deps.db.user.update({ where: { id: closed.id }, data: { closesOn: '2026-03-01' } });
    await api.deps.db.user.update({ where: { id: suspended.id }, data: { suspendedAt: api.now } });
    await api.deps.db.user.update({
      where: { id: identified },
      data: { oidcIssuer: 'https://sso.example', oidcSubject: 's' },
    });
    for (const one of [closed.login, suspended.login, login]) {
      await forgot(one);
      expect([one, await mailsTo(one)]).toEqual([one, []]);
    }
  });

  it('takes the temporary password back when its mail is refused for good: nobody has it (ACC-22)', async () => {
    const { id, login } = await newAgent(api);
    await asOwner(api.database, 'DELETE FROM mail');
    await forgot(login);
    const [mail] = await claimMails(api.deps.db, 1, api.now);
    if (mail === undefined) throw new Error('no mail is due');
    const refused = { kind: 'refused', responseCode: 550, reason: 'réponse 550' } as const;
    const none = { doubted: async () => {}, secretTaken: async () => {} };
    await concludeMail(api.deps.db, mail, refused, api.now, { ...none, failed: reportRefusal });
    expect(await usable(id)).toBe(0);
    expect(await api.deps.db.temporarySecret.count({ where: { userId: id, ciphertext: { not: null } } })).toBe(0);
    expect((await signIn(login, PASSWORD)).status).toBe(200);
  });
});
