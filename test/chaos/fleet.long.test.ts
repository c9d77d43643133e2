import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Asked, campaignUnderFire, FLEET } from './fleet.ts';
import { holdsWhatWasAsked } from './fleetChecks.ts';
import { startVictims, type Victims } from './victims.ts';

/** A tenth of what fleet.tools.test.ts asks of Temporal's own server on PostgreSQL. */
const ASKED: Asked = {
  rows: Number(process.env.CHAOS_ROWS ?? 60),
  acting: Number(process.env.CHAOS_ACTING ?? 12),
  accounts: Number(process.env.CHAOS_ACCOUNTS ?? 20),
  faults: Number(process.env.CHAOS_FAULTS ?? 14),
};

let victims: Victims;
beforeAll(async () => {
  victims = await startVictims({ POLICY_QUIET_HOURS: 'none' }, FLEET);
});
afterAll(() => victims?.stop());

describe('several workers and APIs, killed in turn during a campaign (R1, R2)', () => {
  test(`a list of ${ASKED.rows}, ${ASKED.acting} of them to their end, and ${ASKED.accounts} accounts, ${ASKED.faults} kills`, async () => {
    expect(await campaignUnderFire(victims, ASKED)).toBeGreaterThanOrEqual(Math.min(ASKED.faults, 7));
    await holdsWhatWasAsked(victims, ASKED);
  }, 1_800_000);
});
