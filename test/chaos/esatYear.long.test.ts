import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { yearInView } from '../../domain/esatDeclaration/window.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { QUEUES } from '../../domain/process/queues.ts';
import { openEsat } from '../../ops/seed/openEsat.ts';
import { inventedSiret } from '../people.ts';
import { eventually } from '../running.ts';
import {
  brokenPromises,
  LEFT_MS,
  mailsLeft,
  standingStill,
  startVictims,
  type Victims,
  whileClosed,
} from './victims.ts';

/** More than two batches of them. */
const ESATS = 120;
/** Turn of `kill` that takes the worker. */
const WORKER = 0;

let victims: Victims;
beforeAll(async () => {
  victims = await startVictims({ POLICY_QUIET_HOURS: 'none' });
});
afterAll(() => victims?.stop());

test(
  `kill -9 of the worker in the middle of a reminder and of the closing: each of ${ESATS} Esat is told once, each late one is one task (ESAT-8, R1, R2)`,
  async () => {
    const { database, client } = victims;
    const at = new Date();
    const year = yearInView(at, DEFAULT_POLICY.esatWindow);
    for (let index = 0; index < ESATS; index += 1)
      await openEsat(
        database,
        { siret: inventedSiret(700 + index), raisonSociale: `Esat ${index}`, passwordHash: 'no password' },
        at,
      );
    const left = () => database.mail.count({ where: { template: 'MAIL-120' } });
    let running: Awaited<ReturnType<typeof start>> | undefined;
    const start = () => {
      const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
      const steps = [
        { what: 'remind', at: soon(1_000) },
        { what: 'close', at: soon(2_000) },
      ];
      const input = {
        workflowId: 'esat-declarations-killed',
        taskQueue: QUEUES.people,
        args: [{ plan: { year, steps } }],
      };
      return client.workflow.start('esatDeclarations', input);
    };
    // in the first batch of the reminder, and in the closing, whose late ones are inserted last
    for (const table of ['mail', 'process'] as const) {
      const before = await left();
      await whileClosed(database, table, async () => {
        running ??= await start();
        await eventually(
          'a batch is under way',
          async () => (await standingStill(database, `%INSERT INTO%${table}%`)).length > 0,
        );
        await victims.kill(WORKER);
      });
      await eventually('another batch was taken', async () => (await left()) > before);
    }
    // and wherever it happens to be
    await victims.kill(WORKER);
    await running?.result();
    await mailsLeft(database);

    const mails = await database.mail.findMany({ where: { template: { in: ['MAIL-120', 'MAIL-121'] } } });
    const told = new Map<string, string[]>();
    for (const { recipient, params } of mails) {
      const { act, closed } = params as { act?: string; closed?: boolean };
      told.set(recipient, [...(told.get(recipient) ?? []), act ?? (closed ? 'close' : 'remind')].sort());
    }
    const everyone = Array.from({ length: ESATS }, (_, index) => `paul@${inventedSiret(700 + index)}.example`);
    for (const one of [...everyone, 'agent@caf93.example'])
      expect([one, told.get(one)]).toEqual([one, ['close', 'remind']]);
    expect(mails).toHaveLength(2 * (ESATS + 1));
    expect(await brokenPromises(victims)).toEqual([]);
    const late = await database.process.groupBy({
      by: ['partnerId'],
      where: { type: 'lateDeclaration' },
      _count: true,
    });
    expect([late.length, late.every(({ _count }) => _count === 1)]).toEqual([ESATS, true]);
    await eventually(
      'each late one is a task',
      async () => (await database.task.count({ where: { kind: 'RELANCER_ESAT' } })) >= ESATS,
    );
    expect(await database.task.count({ where: { kind: 'RELANCER_ESAT' } })).toBe(ESATS);
  },
  LEFT_MS,
);
