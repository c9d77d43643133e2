import { expect, test } from '@jest/globals';
import type { Recorded } from './histories.ts';
import { begunOn, broken, differences, dossiersOf, moved, type Standing } from './reckoning.ts';

const run = (more: Partial<Recorded>): Recorded => ({
  ...{ type: 'esatOnboarding', id: 'd1', count: 1, status: 'COMPLETED', releases: ['une'], pinned: false, failed: [] },
  ...more,
});

test('a release that fails a task for its story, takes along what is pinned or ends what it should not is told', () => {
  const well = [
    run({ releases: ['une', 'deux', 'une'] }),
    run({ status: 'RUNNING', releases: ['deux'] }),
    run({ type: 'dispatcher', status: 'CONTINUED_AS_NEW', releases: ['', 'une'] }),
    run({ type: 'afterwards', pinned: true }),
    // ended by the way back, after the former release had tried it
    run({ status: 'TERMINATED', releases: ['deux'], failed: ['no such patch'] }),
  ];
  expect(broken(well)).toEqual([]);
  expect(
    broken([
      run({ releases: ['une', 'deux'], failed: ['No longer allowed by', 'again'] }),
      run({ type: 'afterwards', pinned: true, releases: ['une', 'deux'] }),
      run({ type: 'afterwards', pinned: true, status: 'TERMINATED' }),
      run({ status: 'FAILED', releases: ['deux'] }),
    ]),
  ).toEqual([
    'esatOnboarding d1, by « une », « deux »: No longer allowed by',
    'afterwards d1, by « une », « deux »: is pinned, and moved',
    'afterwards d1, by « une »: TERMINATED',
    'esatOnboarding d1, by « deux »: FAILED',
  ]);
});

test('what went on is counted by the releases that carried it, in their order', () => {
  const runs = [
    run({ releases: ['une', 'deux', 'une'] }),
    run({ releases: ['deux', 'une'], count: 4 }),
    run({ type: 'dispatcher', releases: ['une', 'deux'] }),
  ];
  expect([moved(runs, 'une', 'deux'), moved(runs, 'deux', 'une'), begunOn(runs, 'deux')]).toEqual([2, 5, 4]);
  expect(moved(dossiersOf(runs), 'une', 'deux')).toBe(1);
});

test('what dossiers did not add, or added twice, is told; so is a mail that came twice', () => {
  const [dossiers, ended, services, groups, administrateurs] = [2, 2, 2, 2, 2];
  const before: Standing = {
    ...{ dossiers, ended, services, groups, administrateurs },
    ...{ documents: 6, signatures: 12, sent: 30, unsent: 1, arrived: 10 },
  };
  const after = { ...before, dossiers: 4, ended: 4, services: 4, groups: 4, administrateurs: 4 };
  expect(differences(before, { ...after, documents: 12, signatures: 24, sent: 50, arrived: 30 }, 2)).toEqual([]);
  expect(
    differences(before, { ...after, ended: 3, documents: 12, signatures: 25, sent: 50, arrived: 31, unsent: 2 }, 2),
  ).toEqual([
    '1 ended in place of 2',
    '13 signatures in place of 12',
    '1 mails that did not leave',
    '20 mails left, and 21 arrived',
  ]);
});
