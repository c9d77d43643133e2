import { expect, test } from '@jest/globals';
import { pauseBetweenLooks } from './room.ts';

test('mass work leaves people at work more room than it takes where nobody acts (P2)', () => {
  expect(pauseBetweenLooks(true)).toBeGreaterThanOrEqual(2 * pauseBetweenLooks(false));
});
