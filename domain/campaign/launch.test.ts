import { expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { rowsToLaunch } from './launch.ts';

test('as many rows as the flight has room for, by batches; none of a campaign that was cancelled', () => {
  const policy = { ...DEFAULT_POLICY, campaignInFlight: 50 };
  const room = (inFlight: number) => rowsToLaunch({ state: 'EN_COURS' }, inFlight, policy);
  expect([room(0), room(40), room(50), room(60)]).toEqual([25, 10, 0, 0]);
  expect(rowsToLaunch({ state: 'ANNULEE' }, 0, policy)).toBe(0);
});
