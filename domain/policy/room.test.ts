import { expect, test } from '@jest/globals';
import { paceOf } from './room.ts';

test('mass work leaves people at work more room than where nobody acts (P2)', () => {
  const [alone, beside] = [paceOf(false), paceOf(true)];
  expect(beside.most).toBeLessThanOrEqual(alone.most / 2);
  expect(beside.pauseMs).toBeGreaterThanOrEqual(2 * alone.pauseMs);
});
