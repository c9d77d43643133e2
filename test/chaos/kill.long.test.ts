import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { People } from './people.ts';
import { brokenPromises, LEFT_MS, mailsLeft, pause, startVictims, type Victims } from './victims.ts';

const DOSSIERS = 200;
const KILLS = 24;

let victims: Victims;
let people: People;

beforeAll(async () => {
  victims = await startVictims();
  people = new People(victims.apiUrl, victims.database, victims.keys);
});
afterAll(() => victims?.stop());

/** Drives one dossier to its end, asking again whenever something was down. */
async function drive(seed: number): Promise<void> {
  const id = await people.onboard(seed, async () => void (await pause(100)));
  while (!(await people.next(id).catch(() => false))) await pause(100);
}

describe('kill -9 anywhere loses nothing (R1, R2)', () => {
  test(`${DOSSIERS} onboardings over HTTP while worker, API and PostgreSQL are killed ${KILLS} times: facts, processes, mails and projection agree`, async () => {
    const { database, client } = victims;
    const all = Promise.all(Array.from({ length: DOSSIERS }, (_, index) => drive(1000 + index)));
    let over = false;
    void all.then(() => {
      over = true;
    });
    let kills = 0;
    for (; kills < KILLS && !over; kills += 1) {
      await pause(500 + Math.floor((kills * 379) % 900));
      await victims.kill(kills);
    }
    expect(kills).toBeGreaterThanOrEqual(Math.min(KILLS, 4));
    await all;

    // an independent count, from the facts alone
    const [counts] = await database.$queryRaw<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM process WHERE type = 'esatOnboarding' AND state = 'TERMINE') AS finished,
             (SELECT count(*)::int FROM user_group WHERE role = 'ESAT') AS groups,
             (SELECT count(*)::int FROM membership WHERE until IS NULL) AS users,
             (SELECT count(*)::int FROM app_user WHERE administrateur_since IS NOT NULL) AS administrateurs,
             (SELECT count(*)::int FROM document WHERE state = 'ACTIF') AS documents,
             (SELECT count(*)::int FROM opened_service WHERE state = 'OUVERTE') AS services,
             (SELECT count(*)::int FROM signature WHERE voided_at IS NULL) AS signatures,
             (SELECT count(DISTINCT number)::int FROM document WHERE kind = 'CONVENTION') AS numbers`;
    expect(counts).toEqual({
      finished: DOSSIERS,
      groups: DOSSIERS,
      users: DOSSIERS,
      administrateurs: DOSSIERS,
      documents: 3 * DOSSIERS,
      services: DOSSIERS,
      signatures: 6 * DOSSIERS,
      numbers: DOSSIERS,
    });

    await mailsLeft(database);
    // codes may be asked for again after a kill; the others are one each
    const mails = await database.mail.findMany({ where: { template: { not: 'MAIL-50' } } });
    // form, documents, signed copies; the service open, to the organisme and to its administrateur; identifiant, password (ADM-10); a group
    expect(mails).toHaveLength(8 * DOSSIERS);
    expect(await brokenPromises(victims)).toEqual([]);
    for (const end = Date.now() + LEFT_MS; Date.now() < end; await pause(200)) {
      if (
        (await client.workflow.count("ExecutionStatus='Completed' AND WorkflowType='esatOnboarding'")).count ===
        DOSSIERS
      )
        break;
    }
    expect((await client.workflow.count("ExecutionStatus='Completed' AND WorkflowType='esatOnboarding'")).count).toBe(
      DOSSIERS,
    );
  }, 1_800_000);
});
