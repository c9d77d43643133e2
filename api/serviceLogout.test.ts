import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { providerKeys } from '../adapters/identity/provider/keys.ts';
import { endAndTell, type LogoutDeps, tellAgainAndAgain } from '../adapters/identity/provider/logouts.ts';
import { beginEntrance } from '../adapters/store/entrance/entrances.ts';
import { LOGOUT_GIVEN_UP_MS } from '../domain/entrance/access.ts';
import {
  addMember,
  api,
  attachRole,
  claire,
  claireAgain,
  claireId,
  createGroup,
  openPeupliers,
} from '../test/peupliers.ts';

/** The service: what it was told, and what it answers. */
let told: string[] = [];
let answers: number[] = [];
let server: Server;
let deps: LogoutDeps;
let groupId: string;
openPeupliers();
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      told.push(new URLSearchParams(body).get('logout_token') ?? '');
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { db, seal, clock, log, publicUrl } = api.deps;
  const secret = randomBytes(24).toString('base64url');
  const addresses = {
    redirectUris: [`${home}/retour`] as [string],
    entryUri: `${home}/entrer`,
    logoutUri: `${home}/fin`,
  };
  deps = { db, seal, clock, log, publicUrl, clients: [{ service: 'CDAP', secret, ...addresses }] };
  groupId = (await createGroup({ managerId: claireId, profile: 'T2' })).body.id;
  await addMember(groupId, claireId);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(async () => {
  await claireAgain();
  await attachRole(groupId, 'T2');
  [told, answers] = [[], []];
});

/** Claire enters, by the session that she holds now. */
function entered(): Promise<string> {
  const sessionId = createHash('sha256').update(claire).digest('hex');
  const entrance = { service: 'CDAP', userId: claireId, sessionId, grantMark: 'mark' };
  return beginEntrance(api.deps.db, entrance, api.now);
}

const later = (ms: number) => {
  api.now = new Date(api.now.getTime() + ms);
};
const rowOf = (id: string) => api.deps.db.entrance.findUniqueOrThrow({ where: { id } });
const detach = () => api.call('DELETE', `/groups/${groupId}/role`, { token: claire });

describe('whose access is over, the service is told (SVC-9)', () => {
  it('by a token that Passerelle signed, once, and only of who may be there no more', async () => {
    const sid = await entered();
    await endAndTell(deps);
    expect(told).toEqual([]);
    await api.deps.db.providerRecord.create({
      data: { model: 'AccessToken', id: sid, grantMark: 'mark', sealed: Buffer.from('x') },
    });
    await detach();
    await endAndTell(deps);
    await endAndTell(deps);
    expect(told).toHaveLength(1);
    const { db, seal } = api.deps;
    const keys = (await providerKeys({ db, seal }, api.now)).map(({ kty, n, e, kid, alg }) => ({
      kty,
      n,
      e,
      kid,
      alg,
    }));
    const { payload } = await jwtVerify(told[0] ?? '', createLocalJWKSet({ keys } as never), {
      ...{ issuer: `${deps.publicUrl}/oidc`, audience: 'cdap', typ: 'logout+jwt', currentDate: api.now },
    });
    expect(payload).toMatchObject({
      ...{ sub: claireId, sid, jti: expect.any(String) },
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload).not.toHaveProperty('nonce');
    expect(await rowOf(sid)).toMatchObject({ endedAt: api.now, toldAt: api.now, nextAttemptAt: null });
    // its tokens are gone with it
    expect(await db.providerRecord.count({ where: { grantMark: 'mark' } })).toBe(0);
  });

  it.each([
    ['an account whose day of closing has come', { closesOn: '2026-01-01' }, { closesOn: null }],
    ['a suspended account', { suspendedAt: new Date('2026-01-01') }, { suspendedAt: null }],
  ])('%s ends it', async (_, closed, back) => {
    const sid = await entered();
    await api.deps.db.user.update({ where: { id: claireId }, data: closed });
    await endAndTell(deps);
    await api.deps.db.user.update({ where: { id: claireId }, data: back });
    expect([(await rowOf(sid)).endedAt, told.length]).toEqual([api.now, 1]);
  });

  it('signing out of Passerelle ends it', async () => {
    const sid = await entered();
    await api.call('POST', '/auth/logout', { token: claire });
    await endAndTell(deps);
    expect([(await rowOf(sid)).endedAt, told.length]).toEqual([api.now, 1]);
  });

  it('again and later where the service does not take it, for an hour, and holds nobody else up', async () => {
    const sid = await entered();
    answers = [500, 302, 200];
    await detach();
    await endAndTell(deps);
    expect([told.length, (await rowOf(sid)).toldAt]).toEqual([1, null]);
    await endAndTell(deps);
    expect(told).toHaveLength(1);
    later(2_000);
    await endAndTell(deps);
    expect([told.length, (await rowOf(sid)).toldAt]).toEqual([2, null]);
    later(4_000);
    await endAndTell(deps);
    expect([told.length, (await rowOf(sid)).toldAt]).toEqual([3, api.now]);
    await attachRole(groupId, 'T2');
    const never = await entered();
    await detach();
    const began = api.now;
    answers = Array.from({ length: 100 }, () => 503);
    for (let rounds = 0; rounds < 100; rounds += 1) {
      await endAndTell(deps);
      const { nextAttemptAt, endedAt } = await rowOf(never);
      if (endedAt !== null && nextAttemptAt === null) break;
      later(60_000);
    }
    expect((await rowOf(never)).nextAttemptAt).toBeNull();
    expect(api.now.getTime() - began.getTime()).toBeGreaterThanOrEqual(LOGOUT_GIVEN_UP_MS);
    expect(api.log.join('')).toContain('a service was not told that an access is over');
    expect(api.log.join('')).not.toContain(told.at(-1));
  });

  it('what another dispatcher has taken is not told by a second one, until its holder has died', async () => {
    const sid = await entered();
    await detach();
    answers = [500];
    await endAndTell(deps);
    later(2_000);
    await Promise.all([endAndTell(deps), endAndTell(deps)]);
    expect(told).toHaveLength(2);
    expect((await rowOf(sid)).toldAt).toEqual(api.now);
  });

  it('goes on by itself beside the outbox, and stops when it is told to', async () => {
    const sid = await entered();
    await detach();
    const stop = tellAgainAndAgain({ ...deps, everyMs: 5 });
    for (let looks = 0; looks < 10_000 && (await rowOf(sid)).toldAt === null; looks += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await stop();
    expect(told).toHaveLength(1);
  });
});
