import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Asked, campaignUnderFire, FLEET } from './fleet.ts';
import { holdsWhatWasAsked } from './fleetChecks.ts';
import { startVictims, type Victims } from './victims.ts';

/** Whoever acts takes most of the time: CHAOS_ACTING=600 brings the whole list to its end. */
const ASKED: Asked = {
  rows: Number(process.env.CHAOS_ROWS ?? 600),
  acting: Number(process.env.CHAOS_ACTING ?? 100),
  accounts: Number(process.env.CHAOS_ACCOUNTS ?? 200),
  faults: Number(process.env.CHAOS_FAULTS ?? 28),
};

let victims: Victims;
beforeAll(async () => {
  victims = await startVictims({ POLICY_QUIET_HOURS: 'none' }, { ...FLEET, temporal: 'postgres' });
}, 1_800_000);
afterAll(() => victims?.stop());

describe('several workers and APIs on the Temporal of docker-compose.yml, killed in turn during a campaign (R1, R2)', () => {
  test(`a list of ${ASKED.rows}, ${ASKED.acting} of them to their end, and ${ASKED.accounts} accounts, ${ASKED.faults} kills`, async () => {
    expect(await campaignUnderFire(victims, ASKED)).toBeGreaterThanOrEqual(Math.min(ASKED.faults, 7));
    await holdsWhatWasAsked(victims, ASKED);
  }, 1_800_000);
});
