import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { rotateProviderKey } from '../adapters/identity/provider/keys.ts';
import { createEntranceProvider } from '../adapters/identity/provider/provider.ts';
import { endEntrances } from '../adapters/store/entrance/entrances.ts';
import type { ServiceClient } from '../domain/entrance/client.ts';
import { USAGE_RULES_VERSION } from '../domain/usageRules/rules.ts';
import { freePort } from '../ops/pids.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { Visitor } from '../test/oidcProvider.ts';
import { entered, openedPartner } from '../test/openPartner.ts';
import { mountPages } from '../web/index.ts';

/** The service lives on another host: nothing listens there, for a test reads where it is led. */
const SERVICE = 'http://localhost:39999';
const secret = randomBytes(24).toString('base64url');
const clients: ServiceClient[] = [
  {
    service: 'CDAP',
    secret,
    redirectUris: [`${SERVICE}/retour`],
    entryUri: `${SERVICE}/entrer`,
    logoutUri: `${SERVICE}/fin`,
  },
];

let api: TestApi;
let partnerId: string;
let claire: string;
let claireId: string;
let groupId: string;
beforeAll(async () => {
  const port = await freePort();
  api = await startApi({ publicUrl: `http://127.0.0.1:${port}` }, mountPages, port);
  // the provider's own clock is the machine's
  api.now = new Date();
  const { db, seal, clock, log, publicUrl } = api.deps;
  ({ partnerId, claire } = await openedPartner(api));
  claireId = (await api.call('GET', '/me', { token: claire })).body.user.id;
  await db.user.update({ where: { id: claireId }, data: { rulesVersion: USAGE_RULES_VERSION, codeBailleur: '12345' } });
  groupId = await habilitated();
  api.deps.entrance = { clients, provider: createEntranceProvider({ db, seal, clock, log, publicUrl, clients }) };
});
afterAll(() => api.stop());
// what an earlier test took away is given back
beforeEach(async () => {
  await api.call('PUT', `/groups/${groupId}/role`, { token: claire, body: { role: 'T10' } });
});

/** Claire is a member of a group of Cdap with the profile T10. */
async function habilitated(): Promise<string> {
  const body = { service: 'CDAP', code: 'T10BAIL', label: 'T10 Bailleurs', profile: 'T10', managerId: claireId };
  const { id } = (await api.call('POST', `/partners/${partnerId}/groups`, { token: claire, body })).body;
  await api.call('PUT', `/groups/${id}/role`, { token: claire, body: { role: 'T10' } });
  await api.call('POST', `/groups/${id}/members`, { token: claire, body: { userId: claireId } });
  return id;
}

/** The service's part: what it sends the browser away with, and what it makes of what comes back. */
class Service {
  readonly verifier = client.randomPKCECodeVerifier();
  readonly nonce = client.randomNonce();
  readonly state = client.randomState();

  static async known(over = secret): Promise<client.Configuration> {
    return client.discovery(new URL(`${api.deps.publicUrl}/oidc`), 'cdap', undefined, client.ClientSecretBasic(over), {
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
      // of a busy machine the library's half a minute asks too much
      timeout: 300,
    });
  }

  async away(over: Record<string, string> = {}): Promise<string> {
    return client.buildAuthorizationUrl(await Service.known(), {
      ...{ redirect_uri: `${SERVICE}/retour`, scope: 'openid', state: this.state, nonce: this.nonce },
      ...{ code_challenge: await client.calculatePKCECodeChallenge(this.verifier), code_challenge_method: 'S256' },
      ...over,
    }).href;
  }

  async back(address: string, over: { secret?: string; verifier?: string; maxAge?: number } = {}) {
    return client.authorizationCodeGrant(await Service.known(over.secret), new URL(address), {
      ...{ expectedState: this.state, expectedNonce: this.nonce, idTokenExpected: true },
      ...{ pkceCodeVerifier: over.verifier ?? this.verifier, maxAge: over.maxAge },
    });
  }
}

const isHome = (url: string) => url.startsWith(SERVICE);
const isOwnPage = (url: string) => /\/(connexion|entree|comptes|regles-d-usage)[/?]/.test(url);

/** The page that a browser without a session of Passerelle comes to. */
async function toSignIn(visitor: Visitor, service: Service, over: Record<string, string> = {}): Promise<string> {
  return visitor.walk(await service.away(over), (url) => url.includes('/connexion?'));
}

async function signIn(visitor: Visitor, page: string, login = 'MCP00000093'): Promise<string> {
  const retour = new URL(page).searchParams.get('retour') ?? new URL(page).pathname;
  const answer = await visitor.post(`${api.url}/connexion`, { login, password: PASSWORD, retour });
  return new URL(answer.headers.get('location') ?? '', api.url).href;
}

/** From one of our own pages to the service: the page goes on by itself, for a form of ours never leaves (S9). */
async function goOn(visitor: Visitor, page: string): Promise<string> {
  const shown = await (await visitor.get(page)).text();
  const next = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(shown)?.[1];
  if (next === undefined) throw new Error(`this page goes nowhere: ${shown.slice(0, 2_000)}`);
  return visitor.walk(next.replaceAll('&amp;', '&'), isHome);
}

/** All of it: who enters, and with which tokens. */
async function enter(over: Record<string, string> = {}, visitor = new Visitor()) {
  const service = new Service();
  const back = await goOn(visitor, await signIn(visitor, await toSignIn(visitor, service, over)));
  return { service, back, visitor, tokens: await service.back(back) };
}

const refused = (code: string) => ({ error: code });

describe('a service that trusts the sign-in of Passerelle (SVC-9)', () => {
  it('is told who somebody is, whose, and what they hold there, no more (T10 code bailleur, CDAP-7)', async () => {
    const { tokens } = await enter();
    expect(tokens.claims()).toMatchObject({
      iss: `${api.deps.publicUrl}/oidc`,
      ...{ sub: claireId, given_name: 'Claire', family_name: 'Aubert', preferred_username: 'MCP00000093' },
      partner: { id: partnerId, siret: '99989000700019', raisonSociale: 'ESAT Les Peupliers' },
      ...{ service: 'CDAP', roles: ['T10'], profiles: ['T10'], codeBailleur: '12345', departments: ['93'] },
      auth_time: expect.any(Number),
    });
    expect(tokens.claims()).not.toHaveProperty('numeroInstructeur');
    expect(tokens.expires_in).toBe(60);
    const used = await api.deps.db.serviceUse.findFirstOrThrow({ where: { userId: claireId, service: 'CDAP' } });
    expect(used.lastUsedAt).toEqual(api.now);
  });

  it('asks the facts at each introspection, refresh and question: a role that is detached ends access at once', async () => {
    const { tokens } = await enter();
    const op = await Service.known();
    const refresh = tokens.refresh_token ?? '';
    expect(await client.tokenIntrospection(op, tokens.access_token)).toMatchObject({ active: true, profiles: ['T10'] });
    const again = await client.refreshTokenGrant(op, refresh);
    expect(await client.fetchUserInfo(op, again.access_token, claireId)).toMatchObject({ codeBailleur: '12345' });
    await api.call('DELETE', `/groups/${groupId}/role`, { token: claire });
    expect(await client.tokenIntrospection(op, again.access_token)).toEqual({ active: false });
    await expect(client.refreshTokenGrant(op, again.refresh_token ?? '')).rejects.toMatchObject(
      refused('invalid_grant'),
    );
    await expect(client.fetchUserInfo(op, again.access_token, claireId)).rejects.toBeInstanceOf(Error);
  });

  it.each([
    ['a closed account', () => api.deps.db.user.update({ where: { id: claireId }, data: { closesOn: '2026-01-01' } })],
    ['a suspended service', () => suspended({ state: 'SUSPENDUE', suspendedAt: api.now })],
    [
      'a session that its holder ended',
      () => api.deps.db.session.updateMany({ where: { userId: claireId }, data: { revokedAt: api.now } }),
    ],
    ['an entrance that was ended', () => endedEntrances()],
  ])('%s ends it likewise', async (_, end) => {
    const { tokens } = await enter();
    const op = await Service.known();
    expect(await client.tokenIntrospection(op, tokens.access_token)).toMatchObject({ active: true });
    await end();
    expect(await client.tokenIntrospection(op, tokens.access_token)).toEqual({ active: false });
    await expect(client.refreshTokenGrant(op, tokens.refresh_token ?? '')).rejects.toMatchObject(
      refused('invalid_grant'),
    );
    await api.deps.db.user.update({ where: { id: claireId }, data: { closesOn: null } });
    await suspended({ state: 'OUVERTE', suspendedAt: null });
    claire = (await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: PASSWORD } })).body.token;
  });

  it('never sees who is not habilitated: they read why', async () => {
    await api.call('DELETE', `/groups/${groupId}/role`, { token: claire });
    const visitor = new Visitor();
    const page = await signIn(visitor, await toSignIn(visitor, new Service()));
    const led = (await visitor.get(page)).headers.get('location') ?? '';
    expect(led).toBe(`/comptes/${claireId}/diagnostic?service=CDAP`);
    expect((await visitor.get(`${api.url}${led}`)).status).toBe(200);
  });

  it('waits for the rules of use, and is no place for people of a Caf', async () => {
    await api.deps.db.user.update({ where: { id: claireId }, data: { rulesVersion: null } });
    const visitor = new Visitor();
    const page = await signIn(visitor, await toSignIn(visitor, new Service()));
    expect((await visitor.get(page)).headers.get('location')).toContain('/regles-d-usage?');
    await api.deps.db.user.update({ where: { id: claireId }, data: { rulesVersion: USAGE_RULES_VERSION } });
    await api.as('agent93');
    const agent = new Visitor();
    const refusal = await agent.get(
      await signIn(agent, await toSignIn(agent, new Service()), 'agent93@passerelle.example'),
    );
    expect(refusal.status).toBe(403);
  });
});

describe('a sign-in of its own, where a service asks for it (BAIL-2)', () => {
  it.each([
    ['prompt=login', { prompt: 'login' }],
    ['max_age=0', { max_age: '0' }],
  ])('%s: whoever is signed in already signs in again', async (_, over) => {
    // the provider counts in whole seconds
    api.now = new Date(Date.now() - 10_000);
    const { visitor } = await enter();
    const first = new Service();
    // signed in, nothing is asked
    const plain = await visitor.walk(await first.away(), isOwnPage);
    expect((await first.back(await goOn(visitor, plain))).claims()?.sub).toBe(claireId);
    api.now = new Date(Date.now() + 2_000);
    const second = new Service();
    const asked = await visitor.walk(await second.away(over), isOwnPage);
    const shown = await (await visitor.get(asked)).text();
    expect(shown).toContain('demande que vous vous identifiiez de nouveau');
    const tokens = await second.back(await goOn(visitor, await signIn(visitor, asked)), { maxAge: 3_600 });
    expect(tokens.claims()?.auth_time).toBe(Math.floor(api.now.getTime() / 1000));
    api.now = new Date();
  });

  it('another person who signs in on the same browser is that person, not the first', async () => {
    const { visitor } = await enter();
    visitor.cookies(api.url).delete('session');
    const omar = await api.call('POST', `/partners/${partnerId}/users`, {
      token: claire,
      body: { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example', codeBailleur: '54321' },
    });
    const { id } = omar.body;
    await entered(api, id);
    await api.call('POST', `/groups/${groupId}/members`, { token: claire, body: { userId: id } });
    const { login } = await api.deps.db.user.update({ where: { id }, data: { rulesVersion: USAGE_RULES_VERSION } });
    const service = new Service();
    const back = await goOn(visitor, await signIn(visitor, await toSignIn(visitor, service), login));
    expect((await service.back(back)).claims()).toMatchObject({ sub: id, codeBailleur: '54321' });
  });
});

describe('faults get the protocol’s error, logged without a secret, and nothing more', () => {
  it('a wrong secret, another verifier, an old code', async () => {
    const visitor = new Visitor();
    const service = new Service();
    const back = await goOn(visitor, await signIn(visitor, await toSignIn(visitor, service)));
    const wrong = 'x'.repeat(32);
    await expect(service.back(back, { secret: wrong })).rejects.toMatchObject({ status: 401 });
    const other = client.randomPKCECodeVerifier();
    await expect(service.back(back, { verifier: other })).rejects.toMatchObject(refused('invalid_grant'));
    const tokens = await service.back(back);
    const code = new URL(back).searchParams.get('code') ?? '';
    await expect(service.back(back)).rejects.toMatchObject(refused('invalid_grant'));
    // whoever had a code a second time may have had its tokens too
    expect(await client.tokenIntrospection(await Service.known(), tokens.access_token)).toEqual({ active: false });
    const written = api.log.filter((line) => line.includes('entrance refused')).join('');
    expect(written).toContain('invalid_client');
    expect(written).toContain('invalid_grant');
    for (const hidden of [wrong, secret, code, other, tokens.access_token, service.verifier])
      expect(api.log.join('')).not.toContain(hidden);
  });

  it.each([
    ['another redirect address', { redirect_uri: 'http://ailleurs.example/retour' }],
    ['another service', { client_id: 'esat' }],
  ])('%s: read here, sent nowhere', async (_, over) => {
    const answer = await new Visitor().get(await new Service().away(over));
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    const page = await answer.text();
    expect(page).toContain('La demande du service ne peut pas aboutir');
    expect(page).not.toMatch(/invalid_|redirect_uri|ailleurs/);
  });

  it('no code without PKCE, no other flow, no silent sign-in', async () => {
    const without = new URL(await new Service().away());
    without.searchParams.delete('code_challenge');
    without.searchParams.delete('code_challenge_method');
    for (const [address, error] of [
      [without.href, 'invalid_request'],
      [await new Service().away({ response_type: 'id_token' }), 'invalid_request'],
      [await new Service().away({ prompt: 'none' }), 'login_required'],
    ] as const) {
      const back = new URL((await new Visitor().get(address)).headers.get('location') ?? '');
      expect(new URLSearchParams(back.search || back.hash.slice(1)).get('error')).toBe(error);
    }
  });

  it('a sign-in under way is this browser’s alone', async () => {
    const page = await toSignIn(new Visitor(), new Service());
    const stranger = new Visitor();
    expect((await stranger.get(await signIn(stranger, page))).status).toBe(400);
  });
});

describe('the provider’s keys', () => {
  it('are made once, sealed, and replaced while what they signed is still verified', async () => {
    const { db, seal } = api.deps;
    const { tokens } = await enter();
    const keys = async () =>
      (await (await fetch(`${api.url}/oidc/jwks`)).json()) as { keys: { kid: string; d?: string }[] };
    const [before] = (await keys()).keys;
    expect((await keys()).keys.every(({ d }) => d === undefined)).toBe(true);
    const rows = await db.providerKey.findMany();
    expect(rows.map(({ id }) => id)).toEqual([before?.kid]);
    expect(Buffer.from(rows[0]?.sealed ?? []).toString('latin1')).not.toContain('"d"');
    const kid = await rotateProviderKey({ db, seal }, api.now);
    expect(kid).not.toBe(before?.kid);
    const { providerKeys } = await import('../adapters/identity/provider/keys.ts');
    const published = await providerKeys({ db, seal }, api.now);
    expect(published.map((one) => one.kid).sort()).toEqual([before?.kid, kid].sort());
    expect(tokens.id_token?.split('.')).toHaveLength(3);
  });
});

async function suspended(data: { state: string; suspendedAt: Date | null }): Promise<void> {
  await api.deps.db.openedService.updateMany({ where: { partnerId, service: 'CDAP' }, data });
}

async function endedEntrances(): Promise<void> {
  const { db } = api.deps;
  const open = await db.entrance.findMany({ where: { userId: claireId, endedAt: null } });
  await db.$transaction((tx) =>
    endEntrances(
      tx,
      open.map(({ id }) => id),
      api.now,
    ),
  );
}
