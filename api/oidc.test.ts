import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createUser } from '../adapters/store/people/users.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { startProvider, type TestProvider, throughProvider, Visitor } from '../test/oidcProvider.ts';
import { openedPartner } from '../test/openPartner.ts';
import { mountPages } from '../web/index.ts';

let provider: TestProvider;
let api: TestApi;
beforeAll(async () => {
  provider = await startProvider();
  api = await startApi({ oidc: provider.oidc }, mountPages, provider.appPort);
});
const others: { stop(): Promise<void> }[] = [];
afterAll(async () => {
  for (const one of [...others, api, provider]) await one?.stop();
});

let someone = 0;
/** Someone of the Caf whom the provider knows by a login of the same name. */
async function agent(over: { email?: string } = {}): Promise<{ id: string; login: string; email: string }> {
  const name = `agent${someone++}`;
  const email = over.email ?? `${name}@caf93.example`;
  const names = { firstName: 'Paul', lastName: 'Durand', roles: ['agent'], caf: '93', password: null };
  const id = await createUser(api.deps.db, { ...names, login: `${name}@caf93.example`, email }, api.now);
  provider.people[name] = { email: email.toUpperCase(), email_verified: true };
  return { id, login: name, email };
}

const start = (path = '') => `${api.url}/auth/oidc${path}`;
const back = (login: string, visitor = new Visitor(), from = start()) => throughProvider(visitor, from, login);

/** The whole way: what our callback answers at the end. */
async function through(login: string, visitor = new Visitor(), from = start()) {
  const answer = await visitor.get(await back(login, visitor, from));
  return {
    status: answer.status,
    text: await answer.text(),
    session: visitor.cookies(api.url).get('session'),
    visitor,
  };
}

const linksMade = (entityId: string) =>
  api.deps.db.auditLine.count({ where: { action: 'auth.login', entityId, label: { contains: 'désormais associé' } } });
const lines = (action: string) => api.deps.db.auditLine.findMany({ where: { action }, orderBy: { id: 'desc' } });

describe('sign-in by the account of the Caf', () => {
  it('opens the account of the verified address, whatever its capitals, by code, PKCE, state and nonce', async () => {
    const { id, login } = await agent();
    const visitor = new Visitor();
    const sent = await visitor.get(start('?retour=/taches'));
    expect(sent.status).toBe(303);
    const asked = new URL(sent.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(40);
    expect(sent.headers.get('set-cookie')).toMatch(/^oidc=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
    const { status, text, session } = await through(login, visitor, start('?retour=/taches'));
    expect(status).toBe(200);
    expect(text).toContain('content="0; url=/taches"');
    expect(visitor.cookies(api.url).has('oidc')).toBe(false);
    const known = await api.call('GET', '/me', { token: session });
    expect(known.body).toMatchObject({ user: { id }, roles: ['agent'], mustChangePassword: false });
    const label = 'Connexion par le compte de la Caf, désormais associé';
    expect((await lines('auth.login'))[0]).toMatchObject({ actorId: id, actorRole: 'agent', caf: '93', label });
  });

  it('keeps the link: later the address may change, and another identity with the address is refused', async () => {
    const { id, login, email } = await agent();
    await through(login);
    provider.people[login] = {};
    expect((await through(login)).status).toBe(200);
    provider.people.intrus = { email, email_verified: true };
    expect((await through('intrus')).status).toBe(403);
    expect((await lines('auth.refused'))[0]).toMatchObject({
      entityId: id,
      after: { motif: 'AUTRE_IDENTITE' },
      caf: '93',
    });
    expect(await linksMade(id)).toBe(1);
  });

  it('refuses nobody, several, an address not verified, a partner’s person, a closed or suspended account alike', async () => {
    const { claire } = await openedPartner(api);
    const { email: hers } = (await api.call('GET', '/me', { token: claire })).body.user;
    provider.people.claire = { email: hers, email_verified: true };
    provider.people.inconnue = { email: 'inconnue@caf93.example', email_verified: true };
    const [twin, closed, suspended, unverified] = [await agent(), await agent(), await agent(), await agent()];
    await agent({ email: twin.email });
    await api.deps.db.user.update({ where: { id: closed.id }, data: { closesOn: '2026-03-01' } });
    await api.deps.db.user.update({ where: { id: suspended.id }, data: { suspendedAt: api.now } });
    provider.people[unverified.login] = { email: unverified.email, email_verified: false };
    const shown = new Set<string>();
    for (const [login, motif] of [
      ['inconnue', 'INCONNU'],
      ['claire', 'COMPTE_PARTENAIRE'],
      [twin.login, 'PLUSIEURS_COMPTES'],
      [closed.login, 'COMPTE_INACTIF'],
      [suspended.login, 'COMPTE_INACTIF'],
      [unverified.login, 'ADRESSE_NON_VERIFIEE'],
    ] as const) {
      const { status, text, session } = await through(login);
      expect([login, status, session]).toEqual([login, 403, undefined]);
      shown.add(text);
      expect((await lines('auth.refused'))[0]?.after).toEqual({ motif });
    }
    expect(shown.size).toBe(1);
    expect([...shown][0]).toContain("l'administrateur Passerelle de votre Caf");
    const journal = JSON.stringify(await lines('auth.refused'), (_, value) => (typeof value === 'bigint' ? '' : value));
    expect(journal).not.toMatch(/@|MCP/);
    expect(await api.deps.db.user.count({ where: { oidcSubject: { in: ['claire', 'inconnue', closed.login] } } })).toBe(
      0,
    );
  });

  it('refuses who closes after the link was made', async () => {
    const { id, login } = await agent();
    expect((await through(login)).status).toBe(200);
    await api.deps.db.user.update({ where: { id }, data: { closesOn: '2026-03-01' } });
    expect((await through(login)).status).toBe(403);
  });

  it('keeps one link when the same person comes twice at once', async () => {
    const { id, login } = await agent();
    const visitors = [new Visitor(), new Visitor(), new Visitor()];
    const urls = await Promise.all(visitors.map((visitor) => back(login, visitor)));
    const answers = await Promise.all(visitors.map((visitor, index) => visitor.get(urls[index] ?? '')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await linksMade(id)).toBe(1);
  });
});

describe('a callback that is not the answer to this browser’s own question', () => {
  const refused = async (answer: Response, visitor: Visitor) => {
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Recommencez');
    expect(visitor.cookies(api.url).has('session')).toBe(false);
  };

  it('is refused without the ticket, with another’s, with a changed one, or too late', async () => {
    const { login } = await agent();
    const [victim, attacker] = [new Visitor(), new Visitor()];
    const stolen = await back(login, attacker);
    // another's code is given to this browser: no session of the attacker's opens here
    await refused(await victim.get(stolen), victim);
    await victim.get(start());
    await refused(await victim.get(stolen), victim);
    const ticket = attacker.cookies(api.url).get('oidc') ?? '';
    attacker.cookies(api.url).set('oidc', `${ticket.slice(0, -2)}AA`);
    await refused(await attacker.get(stolen), attacker);
    const late = new Visitor();
    const url = await back(login, late);
    const now = api.now;
    api.now = new Date(now.getTime() + 10 * 60_000);
    await refused(await late.get(url), late);
    api.now = now;
  });

  it('is refused when the state differs', async () => {
    const { login } = await agent();
    const visitor = new Visitor();
    const url = new URL(await back(login, visitor));
    url.searchParams.set('state', 'x'.repeat(43));
    await refused(await visitor.get(url.href), visitor);
  });

  it.each(['nonce', 'code_challenge'])(
    'is refused when the %s was changed on the way to the provider',
    async (name) => {
      const { login } = await agent();
      const visitor = new Visitor();
      const sent = new URL((await visitor.get(start())).headers.get('location') ?? '');
      sent.searchParams.set(name, 'x'.repeat(43));
      await refused(await visitor.get(await back(login, visitor, sent.href)), visitor);
    },
  );

  it('is refused a second time, be the ticket kept and the code fresh', async () => {
    const { login } = await agent();
    const visitor = new Visitor();
    const url = await back(login, visitor);
    const ticket = visitor.cookies(api.url).get('oidc') ?? '';
    expect((await visitor.get(url)).status).toBe(200);
    const again = new Visitor();
    again.cookies(api.url).set('oidc', ticket);
    await refused(await again.get(url), again);
    expect(api.log.some((line) => line.includes('TICKET_USED'))).toBe(true);
    const other = new Visitor();
    const code = new URL(url).searchParams.get('code') ?? '';
    const fresh = new URL(await back(login, other));
    fresh.searchParams.set('code', code);
    await refused(await other.get(fresh.href), other);
    expect(api.log.some((line) => line.includes('invalid_grant'))).toBe(true);
  });

  it('is refused with what the provider says, of which only a code is written down', async () => {
    const visitor = new Visitor();
    const sent = new URL((await visitor.get(start())).headers.get('location') ?? '');
    const query = { state: sent.searchParams.get('state') ?? '', error: 'paul@caf93.example', error_description: 'x' };
    await refused(await visitor.get(start(`/callback?${new URLSearchParams(query)}`)), visitor);
    expect(api.log.join('')).not.toContain('paul@caf93.example');
  });
});

describe('around it', () => {
  it('goes back to pages of this site alone', async () => {
    const { login } = await agent();
    for (const way of [
      '//ailleurs.example',
      'https://ailleurs.example',
      '/\\ailleurs.example',
      `/${'x'.repeat(2_000)}`,
    ]) {
      const { status, text } = await through(login, new Visitor(), start(`?${new URLSearchParams({ retour: way })}`));
      expect([status, text]).toEqual([200, expect.stringContaining('content="0; url=/"')]);
      expect(text).not.toContain('ailleurs');
    }
  });

  it('writes no code, token, state or secret to the log or to a table (S2)', async () => {
    const { login } = await agent();
    const visitor = new Visitor();
    const url = await back(login, visitor);
    const ticket = visitor.cookies(api.url).get('oidc') ?? '';
    await visitor.get(url);
    const { code = '', state = '' } = Object.fromEntries(new URL(url).searchParams);
    const session = visitor.cookies(api.url).get('session') ?? '';
    const kept = [
      api.log.join(''),
      JSON.stringify(await api.deps.db.tries.findMany()),
      JSON.stringify(await api.deps.db.session.findMany()),
      JSON.stringify(await api.deps.db.$queryRaw`SELECT to_jsonb(a) FROM audit_line a`),
    ].join('');
    for (const secret of [code, state, ticket, session, provider.clientSecret]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(kept).not.toContain(secret);
    }
  });

  it('offers the way on the sign-in page only where a provider is configured', async () => {
    const words = 'Se connecter avec le compte de la Caf';
    expect(await (await fetch(`${api.url}/connexion?retour=/taches`)).text()).toMatch(
      new RegExp(`href="/auth/oidc\\?retour=%2Ftaches"[^>]*>\\s*${words}`),
    );
    const without = await startApi({}, mountPages);
    others.push(without);
    expect(await (await fetch(`${without.url}/connexion`)).text()).not.toContain(words);
    expect((await fetch(`${without.url}/auth/oidc`)).status).toBe(404);
  });

  it('says that the provider is away; the password still opens', async () => {
    const { id, login } = await agent();
    const visitor = new Visitor();
    const url = await back(login, visitor);
    await provider.up(false);
    const answer = await visitor.get(url);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('ne répond pas')]);
    expect(visitor.cookies(api.url).has('session')).toBe(false);
    const token = await api.as('agent93');
    expect((await api.call('GET', '/me', { token })).status).toBe(200);
    await provider.up(true);
    expect((await through(login)).status).toBe(200);
    expect((await api.deps.db.user.findUniqueOrThrow({ where: { id } })).passwordHash).toBeNull();
  });

  it('starts without the provider, and finds it later', async () => {
    const absent = await startProvider();
    await absent.up(false);
    const site = await startApi({ oidc: absent.oidc }, mountPages, absent.appPort);
    others.push(site, absent);
    const away = await fetch(`${site.url}/auth/oidc`);
    expect([away.status, await away.text()]).toEqual([503, expect.stringContaining('ne répond pas')]);
    await absent.up(true);
    expect((await fetch(`${site.url}/auth/oidc`, { redirect: 'manual' })).status).toBe(303);
  });
});

it('leaves a password of the same person in force', async () => {
  const token = await api.as('agent93');
  expect(token).toMatch(/^[\w-]{43}$/);
  provider.people.essai = { email: 'agent93@passerelle.example', email_verified: true };
  expect((await through('essai')).status).toBe(200);
  const again = await api.call('POST', '/auth/login', {
    body: { login: 'agent93@passerelle.example', password: PASSWORD },
  });
  expect(again.status).toBe(200);
});
