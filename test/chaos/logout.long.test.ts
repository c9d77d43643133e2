import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { openSession, signedInBy } from '../../adapters/identity/sessions.ts';
import { accessNow } from '../../adapters/store/entrance/access.ts';
import { beginEntrance, isEntered } from '../../adapters/store/entrance/entrances.ts';
import { ESAT_SERVICE } from '../../domain/esatDeclaration/service.ts';
import { joinEsat, openEsat } from '../../ops/seed/openEsat.ts';
import { inventedSiret } from '../people.ts';
import { eventually } from '../running.ts';
import { forget, LEFT_MS, standingStill, startVictims, type Victims } from './victims.ts';

/** Turn of `kill` that takes the worker. */
const WORKER = 0;

let victims: Victims;
let service: Server;
/** entrances that the service was told of, in their order */
const told: string[] = [];
/** what happens while the service has been told and has not answered yet */
let meanwhile: () => Promise<void> = async () => undefined;
beforeAll(async () => {
  service = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', async () => {
      told.push(String(decodeJwt(new URLSearchParams(body).get('logout_token') ?? '').sid));
      await meanwhile();
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const home = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  victims = await startVictims({
    PROVIDER_ESAT_SECRET: randomBytes(24).toString('base64url'),
    PROVIDER_ESAT_REDIRECT_URI: `${home}/retour`,
    PROVIDER_ESAT_ENTRY_URI: `${home}/entrer`,
    PROVIDER_ESAT_LOGOUT_URI: `${home}/fin`,
  });
});
afterAll(async () => {
  await victims?.stop();
  service?.closeAllConnections();
  await new Promise((resolve) => service?.close(resolve));
});

/** Somebody of an Esat who is in the service. */
async function inside(index: number) {
  const { database } = victims;
  const at = new Date();
  const of = { siret: inventedSiret(650 + index), raisonSociale: `Esat ${index}`, passwordHash: 'no password' };
  const { groupId, administrateurId: userId } = await openEsat(database, of, at);
  await joinEsat(database, groupId, userId, at);
  const { token } = await openSession(database, userId, { at, ip: null, userAgent: null });
  const session = await signedInBy(database, token);
  if (session === null) throw new Error('somebody has just signed in');
  const entrance = { service: ESAT_SERVICE, userId, sessionId: session.sessionId, grantMark: `grant-${index}` };
  const sid = await beginEntrance(database, entrance, at);
  return {
    sid,
    row: () => database.entrance.findUniqueOrThrow({ where: { id: sid } }),
    detach: () => database.group.update({ where: { id: groupId }, data: { role: null } }),
    /** what introspection asks */
    async mayEnter() {
      const now = new Date();
      if (!(await isEntered(database, { id: sid, userId, service: ESAT_SERVICE }, now))) return false;
      return (await accessNow(database, { userId, service: ESAT_SERVICE }, now)) !== null;
    },
  };
}

/** Whoever has the service's answer and stands behind a lock with noting it. */
const noting = () => standingStill(victims.database, 'UPDATE%entrance%');
const timesTold = (sid: string) => told.filter((one) => one === sid).length;

/** Waits in a transaction of its own behind `hold` until it is let go; what else wants the same waits too. */
async function holding(hold: string): Promise<() => Promise<void>> {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let held = () => {};
  const taken = new Promise<void>((resolve) => {
    held = resolve;
  });
  const over = victims.database.$transaction(
    async (tx) => {
      await tx.$queryRawUnsafe(hold);
      held();
      await gone;
    },
    { timeout: LEFT_MS },
  );
  await Promise.race([taken, over]);
  return async () => {
    letGo();
    await over;
  };
}

test('killed with the row there and nothing sent: it is told once (SVC-9, R2)', async () => {
  const one = await inside(1);
  expect(await one.mayEnter()).toBe(true);
  // the token cannot be signed: whoever is about to tell stands still between row and sending
  const letGo = await holding('LOCK TABLE provider_key IN ACCESS EXCLUSIVE MODE');
  await one.detach();
  expect(await one.mayEnter()).toBe(false);
  await eventually('somebody is about to tell', async () => (await one.row()).attempts === 1);
  await victims.kill(WORKER);
  await letGo();
  expect([timesTold(one.sid), (await one.row()).toldAt]).toEqual([0, null]);
  await eventually('the service was told', async () => (await one.row()).toldAt);
  expect([timesTold(one.sid), (await one.row()).attempts]).toEqual([1, 2]);
});

test('killed while the service is being told: it is told again, and again is nothing more (SVC-9, R2)', async () => {
  const one = await inside(2);
  meanwhile = async () => {
    meanwhile = async () => undefined;
    await victims.kill(WORKER);
  };
  await one.detach();
  await eventually('the service was told', async () => (await one.row()).toldAt);
  expect([timesTold(one.sid), (await one.row()).nextAttemptAt]).toEqual([2, null]);
  expect(await one.mayEnter()).toBe(false);
});

test('killed after the service has answered, before the row says so: likewise (SVC-9, R2)', async () => {
  const one = await inside(3);
  let letGo = async () => {};
  meanwhile = async () => {
    meanwhile = async () => undefined;
    letGo = await holding(`SELECT 1 FROM entrance WHERE id = '${one.sid}' FOR UPDATE`);
  };
  await one.detach();
  await eventually('the worker is about to note it', async () => (await noting()).length > 0);
  await victims.kill(WORKER);
  await forget(victims.database, await noting());
  await letGo();
  await eventually('the service was told', async () => (await one.row()).toldAt);
  expect([timesTold(one.sid), (await one.row()).nextAttemptAt]).toEqual([2, null]);
  expect(await one.mayEnter()).toBe(false);
});
