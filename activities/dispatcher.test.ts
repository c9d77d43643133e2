import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createLogger } from '../adapters/logger.ts';
import { createDrain } from '../adapters/mail/drain.ts';
import { enqueueMails } from '../adapters/store/journal.ts';
import { dataConverter } from '../adapters/temporal/temporal.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { type FaultyRelay, startFaultyRelay } from '../test/mails/faultyRelay.ts';
import { quietRuntime } from '../test/quietRuntime.ts';
import { eventually, type Running, startProcesses, TEST_KEYS } from '../test/running.ts';
import { temporalAddress, workflowBundlePath } from '../test/stack.ts';
import { sweep } from './sweep.ts';

let running: Running;
let relay: FaultyRelay;
beforeAll(async () => {
  quietRuntime();
  running = await startProcesses();
  relay = await startFaultyRelay(() => 'take');
});
afterAll(async () => {
  await running?.client.workflow.getHandle(workflowId).terminate();
  await relay?.close();
  await running?.stop();
});

const workflowId = `dispatcher-${randomBytes(4).toString('hex')}`;
const swept: string[] = [];
const NEVER_MS = 600_000;

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
        pollMs: NEVER_MS, // by NOTIFY alone
        log: createLogger('test', 'silent'),
      }),
      sweep: () =>
        sweep({
          unstarted: async () => {
            swept.push(name);
            return [];
          },
          unconfirmed: async () => [],
          untold: async () => [],
          start: async () => {},
          deliver: async () => 'done',
          markTold: async () => {},
          beat: async () => {},
          seal: async () => {},
          count: async () => {},
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

async function mailed(to: string): Promise<void> {
  const link = { kind: 'page' as const, path: '/' };
  const params = { template: 'MAIL-28' as const, organisme: 'ESAT', service: 'Esat', link };
  await running.database.$transaction((tx) =>
    enqueueMails(tx, [{ key: to, to, toName: null, params }], { at: new Date(), processId: null, caf: null }),
  );
  await eventually(`a mail for ${to}`, async () => relay.arrived.has(to));
}

describe('the dispatcher', () => {
  test('a mail leaves as soon as its row is written; a worker that stops hands both loops over', async () => {
    const stopFirst = await startDispatcher('first');
    await running.client.workflow.start('dispatcher', { workflowId, taskQueue: running.taskQueue });
    await mailed('warm@exemple.example');
    await eventually('the sweep', async () => swept.includes('first'));
    for (const n of [1, 2, 3, 4, 5]) await mailed(`fast-${n}@exemple.example`);

    const stopSecond = await startDispatcher('second');
    await stopFirst();
    await mailed('after@exemple.example');
    await eventually('the sweep of the second worker', async () => swept.includes('second'));
    // handed over, not given up for dead after its heartbeat's time
    const { raw } = await running.client.workflow.getHandle(workflowId).describe();
    expect(raw.pendingActivities).toHaveLength(2);
    for (const { lastFailure } of raw.pendingActivities ?? [])
      expect(lastFailure?.timeoutFailureInfo ?? null).toBeNull();
    await stopSecond();
    for (const copies of relay.arrived.values()) expect(copies).toHaveLength(1);
  });
});
