import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DOSSIER_KINDS } from '../domain/kinds.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import type { Waiting } from '../domain/process/types.ts';
import { FakeStore } from '../test/fakes/store.ts';
import { createActivities, type WorkerDeps } from './index.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const LITTLE = { store: new FakeStore(), policy: DEFAULT_POLICY, kinds: DOSSIER_KINDS };
const STANDS: Waiting = { state: 'PRET', nextActionAt: null, ended: false };

it.each(['launchBatch', 'importBatch', 'launchCorrections', 'openWave', 'completeClosing'] as const)(
  '%s says that it lives for as long as it works, and no longer',
  async (name) => {
    let finish = (_: Waiting) => {};
    const work = new Promise<Waiting>((resolve) => {
      finish = resolve;
    });
    const activities = createActivities({ ...LITTLE, [name]: () => work } as unknown as WorkerDeps);
    const environment = new MockActivityEnvironment();
    let beats = 0;
    environment.on('heartbeat', () => {
      beats += 1;
    });
    const done = environment.run(activities[name], { processId: 'p', at: '2025-01-18T00:00:00Z' });
    jest.advanceTimersByTime(60_000);
    // three at least within the 20 s after which another worker would begin it anew
    expect(beats).toBeGreaterThanOrEqual(9);
    finish(STANDS);
    expect(await done).toEqual(STANDS);
    const before = beats;
    jest.advanceTimersByTime(60_000);
    expect(beats).toBe(before);
  },
);
