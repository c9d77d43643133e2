import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FaultyRelay, startFaultyRelay } from '../../test/mails/faultyRelay.ts';
import { eventually } from '../../test/running.ts';
import { asOwner, createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import type { Database } from '../store/prisma.ts';
import { relayPlaces } from './relayPlaces.ts';

/** so many a second at most, whoever sends them */
const RATE = { mails: 4, perMs: 1_000 };
const LEASE_MS = 60_000;

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let relay: FaultyRelay;
const arrivedAt: number[] = [];
beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openTestDatabase(scratch.url, 6);
  relay = await startFaultyRelay(
    (recipient) => (recipient.startsWith('busy') ? 'busyAfter' : 'take'),
    undefined,
    () => void arrivedAt.push(performance.now()),
  );
});
afterAll(async () => {
  await relay?.close();
  await database?.$disconnect();
  await scratch?.drop();
});
beforeEach(() => asOwner(scratch, 'DELETE FROM mail; DELETE FROM relay_place'));

async function insert(count: number, name = 'm'): Promise<void> {
  const at = new Date();
  const params = { template: 'MAIL-28', organisme: 'ESAT', service: 'Esat', link: { kind: 'page', path: '/' } };
  await database.mail.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      ...{
        id: `${name}${n}`,
        key: `${name}${n}`,
        template: 'MAIL-28',
        recipient: `${name}${n}@exemple.example`,
        params,
      },
      ...{ messageId: `<${name}${n}@passerelle.invalid>`, state: 'A_ENVOYER', nextAttemptAt: at, createdAt: at },
    })),
  });
}

/** A place as if its span had begun so long ago. */
const age = (ms: number) =>
  asOwner(
    scratch,
    `UPDATE relay_place SET taken_until = taken_until - ${ms} * interval '1 ms' WHERE taken_until > '-infinity'`,
  );

/** A worker's dispatcher in a process of its own. */
function startDispatcher(key: string): ChildProcess {
  const child = fork(
    fileURLToPath(new URL('../../test/mails/drainChild.ts', import.meta.url)),
    [JSON.stringify({ databaseUrl: scratch.url, smtpUrl: relay.url, key, leaseMs: 2_000, mailRate: RATE })],
    {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  return child;
}

describe('the relay’s limit holds for the fleet (POLICY_MAIL_RATE)', () => {
  test('two workers send at once, one is killed, and what the relay refuses for now counts too: in no span more than the limit, and all arrive', async () => {
    await insert(12);
    await insert(2, 'busy');
    const key = randomBytes(32).toString('base64');
    const [first, second] = [startDispatcher(key), startDispatcher(key)];
    try {
      await eventually('some', async () => arrivedAt.length >= RATE.mails);
      first.kill('SIGKILL');
      await eventually('all', async () => relay.arrived.size === 12 && arrivedAt.length >= 14);
    } finally {
      first.kill('SIGKILL');
      second.kill('SIGKILL');
    }
    const closest = arrivedAt.slice(RATE.mails).map((at, n) => at - (arrivedAt[n] ?? 0));
    // the relay's clock is another one than PostgreSQL's
    expect(Math.min(...closest)).toBeGreaterThan(RATE.perMs - 20);
  });

  test('as many rows are taken as places are free, by whoever asks first; the next span has them again', async () => {
    await insert(10);
    const claim = () => relayPlaces(database, RATE).claim(3, new Date(), LEASE_MS, []);
    const claims = (await Promise.all([claim(), claim(), claim()])).flat();
    expect(claims).toHaveLength(RATE.mails);
    expect(await claim()).toEqual([]);
    const places = relayPlaces(database, RATE);
    for (const mail of claims) await places.leave(mail, { kind: 'taken', response: '250' });
    expect(await claim()).toEqual([]);
    await age(RATE.perMs);
    expect(await claim()).toHaveLength(3);
  });

  test('a worker that dies keeps its places for its lease and a span more; once the message was begun, until it must have arrived', async () => {
    await insert(6);
    const places = relayPlaces(database, RATE);
    const [begun, ...held] = await places.claim(4, new Date(), LEASE_MS, []);
    expect(held).toHaveLength(3);
    if (begun !== undefined) await places.given(begun);
    await age(LEASE_MS - 5_000);
    expect(await places.claim(4, new Date(), LEASE_MS, [])).toEqual([]);
    await age(5_000 + RATE.perMs);
    expect(await places.claim(4, new Date(), LEASE_MS, [])).toHaveLength(2);
    expect(await database.relayPlace.count({ where: { mailId: begun?.id ?? '' } })).toBe(1);
    // a holder that lives holds on
    const [, , third] = held;
    await places.renew(third === undefined ? [] : [third], LEASE_MS);
    await age(LEASE_MS - 5_000);
    const holding = await database.relayPlace.count({
      where: { mailId: third?.id ?? '', takenUntil: { gt: new Date() } },
    });
    expect(holding).toBe(1);
  });

  test('what the relay never heard of costs no place', async () => {
    await insert(6);
    const places = relayPlaces(database, RATE);
    const [away, begun, refused, late] = await places.claim(4, new Date(), LEASE_MS, []);
    if (!away || !begun || !refused || !late) throw new Error('four were due');
    const server = { kind: 'retry', about: 'server', reason: 'x' } as const;
    await places.leave(away, server);
    await places.given(begun);
    await places.leave(begun, server);
    await places.leave(refused, { kind: 'refused', responseCode: 550, reason: 'x' });
    // of another attempt: nothing of it is changed
    await places.leave({ ...late, attempts: late.attempts + 1 }, server);
    expect(await places.claim(4, new Date(), LEASE_MS, [])).toHaveLength(1);
  });
});
