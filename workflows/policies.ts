import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

// Local activities have one limit for all their tries, and none for each: where one try is too long, Temporal begins the next and its count of time anew, and
// each stands behind the same lock with a connection of its own, for as long as the lock is held.

/** A person waits for the answer of a command: 4 s, then the API says 503 « not confirmed » (R7, architecture.md). */
export const COMMAND: LocalActivityOptions = {
  scheduleToCloseTimeout: '4s',
  retry: { initialInterval: '150ms', backoffCoefficient: 2, maximumInterval: '1s' },
};

/** A step of the story: short tries; between rounds a durable timer stands (see `step` in process.ts). */
export const STEP: LocalActivityOptions = {
  scheduleToCloseTimeout: '3s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1s' },
};

/** Rounds of a step while the database is away: soon at first, then patiently, for ever. */
export const STEP_PAUSES_MS = [2_000, 5_000, 15_000, 60_000, 300_000] as const;

/** After a tick that left its instant as it was: soon once more, then hardly ever. */
export const IDLE_PAUSES_MS = [2_000, 60_000, 3_600_000, 86_400_000] as const;

/** Starting a batch of dossiers talks to Temporal and to the database: safe to repeat, patient. */
export const LAUNCH: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** A sweep over everyone: many batches, each safe to repeat; the heartbeat tells a worker that died. */
export const SWEEP: ActivityOptions = {
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '60s',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
};

/** The dispatcher's loops run for hours and are replaced when their worker dies: the heartbeat tells. */
export const DISPATCH: ActivityOptions = {
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', backoffCoefficient: 1.5, maximumInterval: '5s' },
};
