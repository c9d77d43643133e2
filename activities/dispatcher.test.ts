import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createLogger } from '../adapters/logger.ts';
import { createDrain } from '../adapters/mail/drain.ts';
import { enqueueMails } from '../adapters/store/journal.ts';
import { dataConverter } from '../adapters/temporal/temporal.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { type FaultyRelay, startFaultyRelay } from '../test/mails/faultyRelay.ts';
import { eventually, type Running, startProcesses, TEST_KEYS } from '../test/running.ts';
import { temporalAddress, workflowBundlePath } from '../test/stack.ts';
import { sweep } from './sweep.ts';

let running: Running;
let relay: FaultyRelay;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  running = await startProcesses();
  relay = await startFaultyRelay(() => 'take');
}, 60_000);
afterAll(async () => {
  await running?.client.workflow.getHandle(workflowId).terminate();
  await relay?.close();
  await running?.stop();
}, 30_000);

const workflowId = `dispatcher-${randomBytes(4).toString('hex')}`;
const swept: string[] = [];

/** The dispatcher's worker, as worker.ts makes it, named by what its sweep notes. */
async function startDispatcher(name: string): Promise<() => Promise<void>> {
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const worker = await Worker.create({
    connection,
    taskQueue: running.taskQueue,
    workflowBundle: { codePath: workflowBundlePath() },
    dataConverter: dataConverter(TEST_KEYS),
    shutdownGraceTime: '200ms',
    activities: {
      drainOutbox: createDrain({
        config: {
          smtpUrl: relay.url,
          mailFrom: 'a@passerelle.example',
          publicUrl: 'https://passerelle.example',
          encryptionKeys: TEST_KEYS,
          databaseUrl: running.databaseUrl,
          policy: DEFAULT_POLICY,
        },
        database: running.database,
        lifetimeMs: 600_000,
        log: createLogger('test', 'silent'),
      }),
      sweep: () =>
        sweep({
          unstarted: async () => {
            swept.push(name);
            return [];
          },
          unconfirmed: async () => [],
          start: async () => {},
          deliver: async () => {},
          lifetimeMs: 600_000,
        }),
    },
  });
  const done = worker.run();
  return async () => {
    worker.shutdown();
    await done;
    await connection.close();
  };
}

async function mailed(to: string): Promise<number> {
  const begun = Date.now();
  const link = { kind: 'page' as const, path: '/' };
  const params = { template: 'MAIL-28' as const, organisme: 'ESAT', service: 'Esat', link };
  await running.database.$transaction((tx) =>
    enqueueMails(tx, [{ key: to, to, toName: null, params }], { at: new Date(), processId: null, caf: null }),
  );
  await eventually(`a mail for ${to}`, async () => relay.arrived.has(to), 15_000);
  return Date.now() - begun;
}

describe('the dispatcher', () => {
  test('a mail leaves as soon as its row is written; a worker that stops hands both loops over', async () => {
    const stopFirst = await startDispatcher('first');
    await running.client.workflow.start('dispatcher', { workflowId, taskQueue: running.taskQueue });
    await mailed('warm@exemple.example');
    await eventually('the sweep', async () => swept.includes('first'));
    // by NOTIFY: a poll alone would take half a second on average
    const times = [];
    for (const n of [1, 2, 3, 4, 5]) times.push(await mailed(`fast-${n}@exemple.example`));
    expect(times.sort((a, b) => a - b)[2]).toBeLessThan(300);

    const stopSecond = await startDispatcher('second');
    await stopFirst();
    expect(await mailed('after@exemple.example')).toBeLessThan(6_000);
    await eventually('the sweep of the second worker', async () => swept.includes('second'));
    await stopSecond();
    for (const copies of relay.arrived.values()) expect(copies).toHaveLength(1);
  }, 60_000);
});
