import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSession } from '../../adapters/identity/sessions.ts';
import { openYear } from '../../domain/esatDeclaration/window.ts';
import { joinEsat, openEsat } from '../../ops/seed/openEsat.ts';
import { workerLine } from '../esat.ts';
import { inventedSiret } from '../people.ts';
import { eventually } from '../running.ts';
import { astray, type Model, unlike } from './model.ts';
import { People } from './people.ts';
import { checkedSums, Reopening, seedTuteurs, TUTEURS } from './reopening.ts';
import { brokenPromises, mailsLeft, PARTS, pause, startVictims, type Victims } from './victims.ts';

/** CHAOS_SEED=… plays others; some six minutes, two where CHAOS_PROCESSES=30 CHAOS_FAULTS=10. */
const SEED = Number(process.env.CHAOS_SEED ?? 20_261_130);
const PROCESSES = Number(process.env.CHAOS_PROCESSES ?? 200);
const FAULTS = Number(process.env.CHAOS_FAULTS ?? 20);
const MODEL: Model = {
  dossiers: Math.ceil(PROCESSES / 2),
  accounts: Math.floor(PROCESSES / 2),
  declarations: Math.ceil(PROCESSES / 10),
  workers: 20,
};
const WINDOW = { from: '01-01', to: '12-31' };

/** Of the tuteurs of the reopening: whose correction is sure, whose the Caf would decide one by one, and who opens in the end. */
const of = (...kinds: string[]) => TUTEURS.filter(({ kind }) => kinds.includes(kind)).length;
const SURE = of('MEME_SIREN', 'MULTI_INCONNU');
const OTHERS = of('ECART_SIREN', 'ABSENT', 'AUCUN');
const OPENABLE = SURE + of('CONFORME', 'MULTI');

/** The same numbers of the same seed, from 0 to below 1 (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let victims: Victims;
beforeAll(async () => {
  victims = await startVictims({
    ...{ POLICY_ESAT_8_FROM: WINDOW.from, POLICY_ESAT_8_TO: WINDOW.to, POLICY_QUIET_HOURS: 'none' },
    ...{ POLICY_TUT_WAVES: '1,2,all', POLICY_TUT_QUIET: '3s', POLICY_TUT_WATCH: '2s' },
  });
  await seedTuteurs(victims.database);
});
afterAll(() => victims?.stop());

/** Asks under one key until it is answered as wished. */
async function insist(method: string, path: string, token: string, key: string, body: unknown): Promise<void> {
  for (;;) {
    const answer = await fetch(`${victims.apiUrl}/api/v1${path}`, {
      ...{ method, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
    }).catch(() => null);
    const said = (await answer?.json().catch(() => null)) as { code?: string } | null | undefined;
    if (answer?.ok || said?.code === 'COMPTE_EXISTANT') return;
    if (answer && answer.status < 500 && answer.status !== 409) throw new Error(JSON.stringify(said));
    await pause(100);
  }
}

const sessionOf = async (userId: string) =>
  (await openSession(victims.database, userId, { at: new Date(), ip: null, userAgent: null })).token;

describe(`worker, API, PostgreSQL, Temporal and SMTP fail by chance, seed ${SEED} (R1, R2)`, () => {
  test(`${MODEL.dossiers} onboardings, ${MODEL.accounts} accounts, ${MODEL.declarations} declarations, a reopening of ${TUTEURS.length} tuteurs, ${FAULTS} faults: what is there is what was asked, and a fault that is planted is found`, async () => {
    const { database, keys } = victims;
    const at = new Date();
    const year = openYear(at, WINDOW) ?? 0;
    const esats: { partnerId: string; token: string }[] = [];
    for (let index = 0; index < MODEL.declarations; index += 1) {
      const of = { siret: inventedSiret(600 + index), raisonSociale: `Esat ${index}`, passwordHash: 'no password' };
      const { partnerId, groupId, administrateurId } = await openEsat(database, of, at);
      await joinEsat(database, groupId, administrateurId, at);
      esats.push({ partnerId, token: await sessionOf(administrateurId) });
    }
    // none of the tuteurs' partners, and none that has Cdap T9 and would be judged with them
    const [employer] = esats;
    if (employer === undefined) throw new Error('no Esat');
    const people = new People(victims.apiUrl, database, keys);
    const onboarding = async (index: number) => {
      const id = await people.onboard(7_000 + index, () => pause(100));
      while (!(await people.next(id).catch(() => false))) await pause(100);
    };
    const account = (index: number) => {
      const letters = String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26));
      const person = { firstName: 'Ana', lastName: `Essai ${letters}`, email: `ana.essai${index}@peupliers.example` };
      return insist('POST', `/partners/${employer.partnerId}/users`, employer.token, `compte-${index}`, person);
    };
    const declaration = async (its: string, index: number) => {
      const lines = Array.from({ length: MODEL.workers }, (_, n) => workerLine(String(index * 1_000 + n + 1)));
      await insist('PUT', `/esat/declarations/${year}/draft`, its, `brouillon-${index}`, { lines });
      await insist('POST', `/esat/declarations/${year}/submissions`, its, `envoi-${index}`, { confirmed: false });
    };
    const reopening = new Reopening(victims.apiUrl, database);
    const reopen = async () => {
      await reopening.upload('a');
      await reopening.until(({ corrections }) => corrections === SURE + OTHERS);
      await reopening.until(({ corrected }) => corrected === SURE, reopening.confirm);
      await reopening.act('impact-read');
      await reopening.act('search', { key: 'SIREN' });
      await reopening.until(({ open }) => open === OPENABLE);
      await reopening.act('finish');
      await reopening.until(({ state, correctionsOpen }) => state === 'TERMINEE' && correctionsOpen === 0);
    };
    const asked = [
      ...Array.from({ length: MODEL.dossiers }, (_, index) => () => onboarding(index)),
      ...Array.from({ length: MODEL.accounts }, (_, index) => () => account(index)),
      ...esats.map(
        ({ token }, index) =>
          () =>
            declaration(token, index),
      ),
    ];
    const next = chance(SEED);
    const inOrder = asked.map((work) => ({ work, place: next() })).sort((a, b) => a.place - b.place);
    const askers = Array.from({ length: 8 }, async () => {
      for (let one = inOrder.shift(); one !== undefined; one = inOrder.shift()) await one.work();
    });
    // each part at least once where there are faults enough, in the order of the seed
    const parts = Array.from({ length: FAULTS }, (_, nth) => ({
      part: PARTS[nth % PARTS.length] ?? 'worker',
      place: next(),
    }));
    const striking = (async () => {
      for (const { part } of parts.sort((a, b) => a.place - b.place)) {
        await pause(400 + Math.floor(next() * 1_200));
        await victims.strike(part);
      }
    })();
    await Promise.all([reopen(), ...askers, striking]);
    await mailsLeft(database);

    await eventually('what is there is what was asked', async () => (await unlike(database, MODEL)).length === 0);
    expect(await checkedSums(database)).toMatchObject({
      ...{ state: 'TERMINEE', tuteurs: TUTEURS.length, open: OPENABLE, suspended: 0, twice: 0, unnamed: 0 },
      ...{ bulletins: OPENABLE, opened: OPENABLE, corrections: SURE + OTHERS, corrected: SURE, rightSirets: SURE },
    });
    expect(await brokenPromises(victims)).toEqual([]);
    await eventually('nothing is astray', async () => (await astray(victims)).length === 0);

    // the checker sees what is missing, what is too much, and what is followed by nothing
    const mail = await database.mail.findFirstOrThrow({ where: { state: 'PRIS', doubt: false } });
    await database.mail.update({ where: { id: mail.id }, data: { messageId: '<never@came.invalid>' } });
    expect(await brokenPromises(victims)).toHaveLength(1);
    const followed = await database.process.findFirstOrThrow({ where: { type: 'userOnboarding', closedAt: null } });
    await victims.client.workflow.getHandle(followed.id).terminate();
    await eventually('the planted stray is found', async () => (await astray(victims)).length === 1);
    await database.process.updateMany({ where: { type: 'esatOnboarding' }, data: { state: 'TERMINE_AUTREMENT' } });
    expect(await unlike(database, MODEL)).toEqual([expect.stringMatching(/^finished: 0 /)]);
  }, 1_800_000);
});
