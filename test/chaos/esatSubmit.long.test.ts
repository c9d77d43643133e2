import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { openSession } from '../../adapters/identity/sessions.ts';
import { declarationOf, openLine } from '../../adapters/store/esatDeclaration/declarations.ts';
import { openYear } from '../../domain/esatDeclaration/window.ts';
import { joinEsat, openEsat } from '../../ops/seed/openEsat.ts';
import { workerLine } from '../esat.ts';
import { inventedSiret } from '../people.ts';
import { eventually } from '../running.ts';
import { forget, pause, standingStill, startVictims, type Victims, whileClosed } from './victims.ts';

const ESATS = 24;
const WORKERS = 100;
const KILLS = 18;
/** Turn of `kill` that takes the API. */
const API = 1;
/** open all year, so that the test runs whenever it is run */
const WINDOW = { from: '01-01', to: '12-31' };

let victims: Victims;
beforeAll(async () => {
  victims = await startVictims({ POLICY_ESAT_8_FROM: WINDOW.from, POLICY_ESAT_8_TO: WINDOW.to });
});
afterAll(() => victims?.stop());

/** One try; null when nobody answers in time. */
async function send(method: string, path: string, token: string, key: string, body: unknown) {
  const response = await fetch(`${victims.apiUrl}/api/v1${path}`, {
    ...{ method, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) },
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
  }).catch(() => null);
  if (response === null) return null;
  return { status: response.status, body: (await response.json().catch(() => null)) as Record<string, unknown> | null };
}

/** Asks under one key until it is answered as wished; each try may find what an earlier one did before its answer was lost. */
async function until(wished: number, ask: () => ReturnType<typeof send>) {
  for (const end = Date.now() + 600_000; Date.now() < end; await pause(100)) {
    const answer = await ask();
    if (answer?.status === wished) return answer.body ?? {};
    if (answer !== null && answer.status < 500 && answer.status !== 409) throw new Error(JSON.stringify(answer));
  }
  throw new Error('never answered');
}

/** An Esat whose service is open, and the token of somebody in its group. */
async function esat(index: number): Promise<{ partnerId: string; token: string }> {
  const { database } = victims;
  const at = new Date();
  const of = { siret: inventedSiret(600 + index), raisonSociale: `Esat ${index}`, passwordHash: 'no password' };
  const { partnerId, groupId, administrateurId } = await openEsat(database, of, at);
  await joinEsat(database, groupId, administrateurId, at);
  const { token } = await openSession(database, administrateurId, { at, ip: null, userAgent: null });
  return { partnerId, token };
}

describe('kill -9 while Esat submit (R1, R2, ESAT-7)', () => {
  test(`${ESATS} Esat × ${WORKERS} workers, ${KILLS} kills: a submit is there with all its lines or not there, and one key is one receipt`, async () => {
    const { database, keys } = victims;
    const seal = createSeal(keys);
    const year = openYear(new Date(), WINDOW) ?? 0;
    const esats: Awaited<ReturnType<typeof esat>>[] = [];
    for (let index = 0; index < ESATS; index += 1) esats.push(await esat(index));
    const path = `/esat/declarations/${year}`;
    const receipts = new Map<string, unknown>();
    let next = 0;
    const submitters = Array.from({ length: 4 }, async () => {
      for (let index = next++; index < ESATS; index = next++) {
        const one = esats[index];
        if (one === undefined) continue;
        const lines = Array.from({ length: WORKERS }, (_, n) => workerLine(String(index * 1_000 + n + 1)));
        await until(200, () => send('PUT', `${path}/draft`, one.token, `brouillon-${index}`, { lines }));
        const ask = () => send('POST', `${path}/submissions`, one.token, `envoi-${index}`, { confirmed: false });
        const { number } = await until(201, ask);
        // whoever repeats it under the same key, its answer lost or not, gets the same receipt
        const again = await until(201, ask);
        expect(again.number).toBe(number);
        receipts.set(one.partnerId, number);
      }
    });
    const killer = (async () => {
      for (let kills = 0; kills < KILLS; kills += 1) {
        await pause(400 + ((kills * 379) % 700));
        await victims.kill(kills);
      }
    })();
    await Promise.all([...submitters, killer]);

    for (const { partnerId } of esats) {
      const { submissions, lines } = await declarationOf(database, seal, { year, partnerId });
      expect(submissions.map(({ number, workers }) => [number, workers])).toEqual([[receipts.get(partnerId), WORKERS]]);
      expect(lines).toHaveLength(WORKERS);
      const kept = await database.esatLine.findMany({
        where: { submission: { declaration: { partnerId } } },
        orderBy: { position: 'asc' },
      });
      expect(kept.map((row) => openLine(seal, row).number)).toEqual(lines.map(({ number }) => number));
    }
    // nothing half: no line hangs on a submission that no declaration counts
    expect(await database.esatLine.count()).toBe(ESATS * WORKERS);
    expect(await database.esatSubmission.count()).toBe(ESATS);
  });

  test('killed between a submission and its lines: nothing is there, and the same key makes it whole', async () => {
    const { database, keys } = victims;
    const year = openYear(new Date(), WINDOW) ?? 0;
    const path = `/esat/declarations/${year}`;
    const one = await esat(ESATS);
    const lines = Array.from({ length: WORKERS }, (_, n) => workerLine(String(900_000 + n)));
    await until(200, () => send('PUT', `${path}/draft`, one.token, 'brouillon', { lines }));
    const ask = () => send('POST', `${path}/submissions`, one.token, 'envoi', { confirmed: false });
    const inserting = () => standingStill(database, '%INSERT INTO%esat_line%');
    const there = async () =>
      (await declarationOf(database, createSeal(keys), { year, partnerId: one.partnerId })).submissions.length;
    await whileClosed(database, 'esat_line', async () => {
      const unanswered = ask();
      await eventually('its lines are about to be inserted', async () => (await inserting()).length > 0);
      await victims.kill(API);
      await forget(database, await inserting());
      expect(await unanswered).toBeNull();
    });
    expect(await there()).toBe(0);
    const { number } = await until(201, ask);
    expect(await there()).toBe(1);
    const kept = await database.esatLine.count({ where: { submission: { number: String(number) } } });
    expect(kept).toBe(WORKERS);
  });
});
