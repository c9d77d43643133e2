import { expect, test } from '@jest/globals';
import { bulkBeside, peopleBeside, QUEUES } from './queues.ts';

test('mass work goes beside people, and what it began comes to them by an act; where one queue is for all, it stays (P2)', () => {
  // processes released when there was one queue wait on this one
  expect(QUEUES.people).toBe('passerelle');
  expect(bulkBeside(QUEUES.people)).toBe(QUEUES.bulk);
  expect(peopleBeside(QUEUES.bulk)).toBe(QUEUES.people);
  expect([bulkBeside('another'), peopleBeside('another'), peopleBeside(QUEUES.people)]).toEqual([
    'another',
    null,
    null,
  ]);
});
