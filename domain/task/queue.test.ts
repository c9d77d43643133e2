import { expect, test } from '@jest/globals';
import { batchOutcome } from './batch.ts';
import { TASK_KINDS, type TaskKind, taskKind } from './kinds.ts';
import { lateDays, lateWords } from './lateness.ts';

const due = new Date('2026-03-10T17:00:00Z');
const daysAt = (at: string, state = 'OUVERTE') => lateDays({ state, due }, new Date(at));

test('a task is late by the days begun since its due, and only while it is open', () => {
  expect(daysAt('2026-03-10T17:00:00Z')).toBe(0);
  expect(daysAt('2026-03-10T17:00:01Z')).toBe(1);
  expect(daysAt('2026-03-11T17:00:01Z')).toBe(2);
  expect(daysAt('2026-04-10T17:00:00Z', 'FAITE')).toBe(0);
  expect([1, 12].map(lateWords)).toEqual(['en retard de 1 jour', 'en retard de 12 jours']);
});

test('what many tasks are given at once is an outcome of their kind that asks for nothing', () => {
  const kinds = Object.keys(TASK_KINDS).filter((kind) => batchOutcome(kind) !== null) as TaskKind[];
  expect(kinds).toContain('CONTRESIGNER');
  for (const kind of kinds) expect(taskKind(kind).outcomes[batchOutcome(kind) ?? '']?.fields).toEqual([]);
  expect(batchOutcome('EXAMINER_DEMANDE')).toBeNull();
});
