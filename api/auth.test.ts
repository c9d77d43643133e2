import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createUser } from '../adapters/store/people/users.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { DEFAULT_LIMITS } from './deps.ts';

let api: TestApi;
let someone = 0;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

async function person(): Promise<string> {
  const login = `personne${someone++}@caf93.example`;
  await createUser(
    api.deps.db,
    { login, email: login, firstName: 'Paul', lastName: 'Durand', roles: ['agent'], caf: '93', password: PASSWORD },
    api.now,
  );
  return login;
}
const tryLogin = (login: string, password: string) => api.call('POST', '/auth/login', { body: { login, password } });

describe('refused tries in the journal (S6, S3)', () => {
  it('nobody did it, to whose account and why; not what was typed; a locked login adds none', async () => {
    const login = await person();
    const { id } = await api.deps.db.user.findUniqueOrThrow({ where: { login } });
    const lines = (entityId: string) =>
      api.deps.db.auditLine.findMany({ where: { action: 'auth.refused', entityId }, orderBy: { id: 'asc' } });
    await tryLogin(login, 'mauvais mot de passe');
    expect(await lines(id)).toMatchObject([
      {
        actorId: 'anonyme',
        actorRole: 'anonymous',
        caf: '93',
        ip: expect.stringMatching(/./),
        after: { motif: 'MOT_DE_PASSE' },
      },
    ]);
    await tryLogin('personne.inconnue@caf93.example', 'mauvais mot de passe');
    expect(await lines('inconnu')).toMatchObject([{ caf: null, after: { motif: 'INCONNU' } }]);
    const written = JSON.stringify([await lines(id), await lines('inconnu')], (_, one) =>
      typeof one === 'bigint' ? '' : one,
    );
    expect(written).not.toMatch(/mauvais|@/);
    for (let i = 0; i < 15; i++) await tryLogin(login, 'mauvais mot de passe');
    expect((await lines(id)).length).toBeLessThanOrEqual(10);
    expect((await lines(id)).length).toBeGreaterThan(1);
  });
});

describe('sessions (S9)', () => {
  it('signs in, says who one is, signs out; only the hash of the token is stored', async () => {
    const login = await person();
    const answer = await tryLogin(login.toUpperCase(), PASSWORD);
    expect(answer.body).toMatchObject({ mustChangePassword: false, user: { login, roles: ['agent'], caf: '93' } });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
    const { token } = answer.body;
    expect(JSON.stringify(await api.deps.db.session.findMany())).not.toContain(token);
    const me = await api.call('GET', '/me', { token });
    expect(me.body).toMatchObject({ roles: ['agent'], caf: { code: '93' }, services: [] });
    expect(me.body.rights).toContain('tasks.complete');
    expect(me.body.rights).not.toContain('journal.read');
    expect((await api.call('POST', '/auth/logout', { token })).status).toBe(204);
    expect((await api.call('GET', '/me', { token })).body).toMatchObject({ status: 401, code: 'NON_AUTHENTIFIE' });
  });

  it('ends after twelve hours, by the injected clock', async () => {
    const { token } = (await tryLogin(await person(), PASSWORD)).body;
    const start = api.now;
    api.now = new Date(start.getTime() + 12 * 3_600_000 - 1);
    expect((await api.call('GET', '/me', { token })).status).toBe(200);
    api.now = new Date(start.getTime() + 12 * 3_600_000);
    expect((await api.call('GET', '/me', { token })).status).toBe(401);
    api.now = start;
  });

  it('refuses a changing request that another site sends with the cookie', async () => {
    const { token } = (await tryLogin(await person(), PASSWORD)).body;
    const headers = { cookie: `session=${token}` };
    expect((await api.call('GET', '/me', { headers })).status).toBe(200);
    const foreign = await api.call('POST', '/partners', {
      headers: { ...headers, origin: 'https://ailleurs.example' },
      body: {},
    });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'ORIGINE_REFUSEE']);
  });

  it('changes one’s own password: the current one is asked, weak ones are refused, other sessions end (S4)', async () => {
    const login = await person();
    const [here, elsewhere] = [
      (await tryLogin(login, PASSWORD)).body.token,
      (await tryLogin(login, PASSWORD)).body.token,
    ];
    const change = (currentPassword: string, newPassword: string) =>
      api.call('POST', '/auth/password', { token: here, body: { currentPassword, newPassword } });
    expect((await change('faux', 'une autre suite de mots')).body.errors[0]).toMatchObject({
      path: 'currentPassword',
      code: 'MOT_DE_PASSE_REFUSE',
    });
    expect((await change(PASSWORD, 'court')).body.code).toBe('MOT_DE_PASSE_TROP_COURT');
    expect((await change(PASSWORD, 'passerelle2026!')).body.code).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect((await change(PASSWORD, 'DurandPaul1975')).body.code).toBe('MOT_DE_PASSE_TROP_COMMUN');
    expect((await change(PASSWORD, 'une autre suite de mots')).status).toBe(204);
    expect((await api.call('GET', '/me', { token: elsewhere })).status).toBe(401);
    expect(await api.deps.db.mail.findMany({ where: { recipient: login } })).toMatchObject([{ template: 'MAIL-67' }]);
    expect((await api.call('GET', '/me', { token: here })).status).toBe(200);
    expect((await tryLogin(login, 'une autre suite de mots')).status).toBe(200);
  });
});

describe('own sessions', () => {
  it('are listed with the present one marked; one is ended from another place; nobody else sees or ends them', async () => {
    const login = await person();
    const here = (await tryLogin(login, PASSWORD)).body.token;
    const there = (await tryLogin(login, PASSWORD)).body.token;
    const list = (await api.call('GET', '/auth/sessions', { token: here })).body.items;
    expect(list.map((one: { current: boolean }) => one.current).sort()).toEqual([false, true]);
    expect(JSON.stringify(list)).not.toContain(there);
    const other = list.find((one: { current: boolean }) => !one.current);
    const stranger = (await tryLogin(await person(), PASSWORD)).body.token;
    const path = `/auth/sessions/${other.id}`;
    expect((await api.call('DELETE', path, { token: stranger })).status).toBe(404);
    expect((await api.call('GET', '/me', { token: there })).status).toBe(200);
    expect((await api.call('DELETE', path, { token: here })).status).toBe(204);
    expect((await api.call('GET', '/me', { token: there })).status).toBe(401);
    expect((await api.call('GET', '/auth/sessions', { token: here })).body.items).toHaveLength(1);
  });
});

describe('behind https, and left alone (S9)', () => {
  let site: TestApi;
  const idleMs = 30 * 60_000;
  beforeAll(async () => {
    site = await startApi({
      publicUrl: 'https://passerelle.caf.fr',
      policy: { ...api.deps.policy, sessionIdleMs: idleMs },
    });
  });
  afterAll(() => site.stop());
  const signIn = async () => {
    const login = `seule${someone++}@caf93.example`;
    const names = { firstName: 'Paul', lastName: 'Durand', roles: ['agent'], caf: '93' };
    await createUser(site.deps.db, { login, email: login, ...names, password: PASSWORD }, site.now);
    return site.call('POST', '/auth/login', { body: { login, password: PASSWORD } });
  };

  it('the session is a cookie that no other host can set: __Host-, Secure, of the whole site', async () => {
    const answer = await signIn();
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/,
    );
    const { token } = answer.body;
    const me = (cookie: string) => site.call('GET', '/me', { headers: { cookie } });
    expect((await me(`__Host-session=${token}`)).status).toBe(200);
    expect((await me(`session=${token}`)).status).toBe(401);
  });

  it('a session that nobody uses ends, one in use goes on to its full time (POLICY_SESSION_IDLE)', async () => {
    const start = site.now.getTime();
    const [used, left] = [(await signIn()).body.token, (await signIn()).body.token];
    const statusOf = async (token: string) => (await site.call('GET', '/me', { token })).status;
    site.now = new Date(start + idleMs - 1);
    expect(await statusOf(used)).toBe(200);
    site.now = new Date(start + idleMs);
    expect([await statusOf(used), await statusOf(left)]).toEqual([200, 401]);
    site.now = new Date(start + 2 * idleMs - 2);
    expect(await statusOf(used)).toBe(200);
    expect((await site.call('GET', '/auth/sessions', { token: used })).body.items).toHaveLength(1);
    site.now = new Date(start);
  });

  it('words of the organisation and its département make a password weak (S4)', async () => {
    const { token } = (await signIn()).body;
    const change = (newPassword: string) =>
      site.call('POST', '/auth/password', { token, body: { currentPassword: PASSWORD, newPassword } });
    for (const weak of ['SeineSaintDenis93', 'seine-saint-denis-2026', 'Caf93SeineSaintDenis'])
      expect([weak, (await change(weak)).body.code]).toEqual([weak, 'MOT_DE_PASSE_TROP_COMMUN']);
    expect((await change('quatre chats gris dorment au grenier')).status).toBe(204);
  });
});

describe('guessing (S3)', () => {
  it('answers unknown, wrong and locked in the very same way', async () => {
    const login = await person();
    const wrong = await tryLogin(login, 'pas le bon');
    const unknown = await tryLogin('personne-du-tout@caf93.example', 'pas le bon');
    for (let tries = 0; tries < 12; tries += 1) await tryLogin(login, 'pas le bon');
    const locked = await tryLogin(login, PASSWORD);
    const plain = ({ requestId: _, ...rest }: Record<string, unknown>) => rest;
    expect(wrong.status).toBe(401);
    expect(plain(unknown.body)).toEqual(plain(wrong.body));
    expect(plain(locked.body)).toEqual(plain(wrong.body));
  });

  it('delays after 5 failures and locks at 10', async () => {
    const login = await person();
    const start = api.now.getTime();
    for (let failures = 0; failures < 5; failures += 1) await tryLogin(login, 'faux');
    expect((await tryLogin(login, PASSWORD)).status).toBe(401);
    api.now = new Date(start + 1_000);
    expect((await tryLogin(login, PASSWORD)).status).toBe(200);
    let at = start + 2_000;
    for (let failures = 0; failures < 10; failures += 1) {
      api.now = new Date(at);
      await tryLogin(login, 'faux');
      at += 60_000;
    }
    api.now = new Date(at);
    expect((await tryLogin(login, PASSWORD)).status).toBe(401);
    api.now = new Date(at + DEFAULT_LIMITS.login.lockMs);
    expect((await tryLogin(login, PASSWORD)).status).toBe(200);
    api.now = new Date(start);
  });

  it('lets at most 10 of 100 guesses at once reach a password, and remembers them in the database', async () => {
    const login = await person();
    await Promise.all(Array.from({ length: 100 }, () => tryLogin(login, 'faux')));
    const [row] = await api.deps.db.$queryRaw<
      { tries: number }[]
    >`SELECT tries FROM tries WHERE key = ${`login:${login}@127.0.0.1`}`;
    expect(row?.tries).toBeGreaterThan(0);
    expect(row?.tries).toBeLessThanOrEqual(10);
  });

  describe('behind a proxy that is trusted', () => {
    let site: TestApi;
    const guess = (login: string, from: string, password = 'faux') =>
      site.call('POST', '/auth/login', { body: { login, password }, headers: { 'x-forwarded-for': from } });
    const owner = async (name: string) => {
      const login = `${name}@caf93.example`;
      const names = { firstName: 'Paul', lastName: 'Durand', roles: ['agent'], caf: '93' };
      await createUser(site.deps.db, { login, email: login, ...names, password: PASSWORD }, site.now);
      return login;
    };
    beforeAll(async () => {
      site = await startApi({ limits: DEFAULT_LIMITS, trustedProxies: 1 });
    });
    afterAll(() => site.stop());

    it('a stranger who guesses locks neither the owner out nor anybody else of another address', async () => {
      const login = await owner('visee');
      for (let tries = 0; tries < 15; tries += 1) await guess(login, '203.0.113.1');
      expect((await guess(login, '198.51.100.1', PASSWORD)).status).toBe(200);
      expect((await guess(await owner('voisine'), '198.51.100.2', PASSWORD)).status).toBe(200);
      expect((await guess(login, '203.0.113.1')).status).toBe(429);
    });

    it('guesses from many addresses have a ceiling, which does not hold where the owner has signed in before', async () => {
      const login = await owner('repandue');
      expect((await guess(login, '198.51.100.10', PASSWORD)).status).toBe(200);
      for (let tries = 0; tries < 30; tries += 1) await guess(login, `203.0.113.${100 + tries}`);
      const elsewhere = await guess(login, '198.51.100.99', PASSWORD);
      expect([elsewhere.status, elsewhere.body.code]).toEqual([401, 'IDENTIFIANTS_REFUSES']);
      expect((await guess(login, '198.51.100.10', PASSWORD)).status).toBe(200);
      const before = site.now;
      site.now = new Date(before.getTime() + DEFAULT_LIMITS.strangers.lockMs);
      expect((await guess(login, '198.51.100.99', PASSWORD)).status).toBe(200);
      site.now = before;
    });

    it('counts a network of IPv6 as one address', async () => {
      const statuses: number[] = [];
      for (let tries = 0; tries < 6; tries += 1)
        statuses.push((await guess(`six${tries}@x.example`, `2001:db8:1:2::${tries + 1}`)).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    });

    it('the journal and the session know the address of the client, not that of the proxy', async () => {
      const login = await owner('reperee');
      const { body } = await guess(login, '::ffff:198.51.100.77', PASSWORD);
      const { id } = await site.deps.db.user.findUniqueOrThrow({ where: { login } });
      expect(await site.deps.db.auditLine.findFirst({ where: { entityId: id } })).toMatchObject({
        ip: '198.51.100.77',
      });
      const { items } = (await site.call('GET', '/auth/sessions', { token: body.token })).body;
      expect(items).toMatchObject([{ ip: '198.51.100.77' }]);
    });

    it('whoever is no trusted proxy forwards nothing', async () => {
      const others = await startApi({ limits: DEFAULT_LIMITS, trustedProxies: ['10.0.0.0/8'] });
      try {
        for (let tries = 0; tries < 5; tries += 1)
          await others.call('POST', '/auth/login', {
            body: { login: `nul${tries}@x.example`, password: 'faux' },
            headers: { 'x-forwarded-for': `203.0.113.${tries}` },
          });
        const last = {
          body: { login: 'nul@x.example', password: 'faux' },
          headers: { 'x-forwarded-for': '203.0.113.9' },
        };
        expect((await others.call('POST', '/auth/login', last)).status).toBe(429);
      } finally {
        await others.stop();
      }
    });
  });

  it('a signed-in person who proves it once more is not locked by guesses of others', async () => {
    const login = await person();
    const { token } = (await tryLogin(login, PASSWORD)).body;
    for (let tries = 0; tries < 12; tries += 1) await tryLogin(login, 'faux');
    const change = { currentPassword: PASSWORD, newPassword: 'quatre chats gris dorment au grenier' };
    expect((await api.call('POST', '/auth/password', { token, body: change })).status).toBe(204);
  });

  it('also counts by address, and says when to come back', async () => {
    const strict = await startApi({ limits: DEFAULT_LIMITS });
    try {
      for (let tries = 0; tries < 5; tries += 1)
        await strict.call('POST', '/auth/login', { body: { login: `autre${tries}@x.example`, password: 'faux' } });
      const answer = await strict.call('POST', '/auth/login', {
        body: { login: 'encore@x.example', password: 'faux' },
      });
      expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
        429,
        'TROP_DE_TENTATIVES',
        '1',
      ]);
      expect(answer.body.detail).toMatch(/Réessayez dans 1 seconde\.$/);
    } finally {
      await strict.stop();
    }
  });

  it('writes neither passwords nor tokens to the log (S2)', async () => {
    const { token } = (await tryLogin(await person(), PASSWORD)).body;
    await api.call('GET', '/me', { token });
    await api.call('GET', `/links/${token}`);
    const lines = api.log.join('');
    expect(lines).toContain('/api/v1/me');
    expect(lines).not.toContain(token);
    expect(lines).not.toContain(PASSWORD);
  });
});
