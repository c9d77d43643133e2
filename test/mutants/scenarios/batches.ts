import { expect } from '@jest/globals';
import type { Scenario } from '../stage.ts';
import { done, ends, moment, stands, told } from '../told.ts';
import { CARRIED_OUT, waitingItsTurn } from './turns.ts';

const DAY = 86_400_000;
/** A run goes over into the next one soon after (R4). */
const EVENTS_PER_RUN = 600;

/** Campaign and import: they work in batches, and commands come between. */
export const BATCH_SCENARIOS: readonly Scenario[] = [
  {
    name: 'a campaign launches batch after batch, does what is due, launches what is released, and ends',
    workflow: 'esatCampaign',
    async play(played) {
      const { fakes, beside, calls, names } = told({
        open: stands('A_LANCER'),
        launchBatch: [stands('A_LANCER'), (at) => stands('EN_COURS', at + 10 * DAY), ends('TERMINEE')],
        tick: stands('EN_COURS'),
        release: done(stands('A_LANCER')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      await played.skip(11 * DAY);
      await played.until(() => names().includes('tick'));
      expect(await played.command('release')).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('TERMINEE');
      expect(names()).toEqual(['open', 'launchBatch', 'launchBatch', 'tick', 'release', 'launchBatch']);
      for (const { input } of calls) expect(input).toMatchObject({ processId: played.id, at: expect.any(String) });
      const [, first, second, tick, release] = calls.map(({ at }) => at);
      // acts on the campaign go first
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(400);
      expect((tick ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(10 * DAY);
      expect((calls[5]?.at ?? 0) >= (release ?? 0)).toBe(true);
      // the pause after the first batch, and the instant
      expect(await played.events('TIMER_STARTED')).toBe(2);
      expect(played.runs()).toBe(1);
    },
  },
  {
    name: 'a command that waits for a batch is carried out before the campaign ends',
    workflow: 'esatCampaign',
    async play(played) {
      const batch = moment();
      const { fakes, beside, names } = told({
        open: stands('A_LANCER'),
        launchBatch: () => batch.came.then(() => ends('TERMINEE')),
        late: done(ends('TERMINEE')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      await played.until(() => names().includes('launchBatch'));
      const { answer } = await waitingItsTurn(played, 'late');
      batch.come();
      expect(await answer).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('TERMINEE');
      expect(names()).toEqual(['open', 'launchBatch', 'late']);
    },
  },
  {
    name: 'R4: a campaign goes over into a new run before its history is heavy, and no command is lost',
    workflow: 'esatCampaign',
    heavy: true,
    async play(played) {
      const batch = moment();
      const { fakes, beside, names } = told({
        open: [stands('EN_COURS'), ends('TERMINEE')],
        drop: done(stands('EN_COURS')),
        release: done(stands('A_LANCER')),
        launchBatch: () => batch.came.then(() => stands('EN_COURS')),
        late: done(stands('EN_COURS')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      // a command leaves six events
      while ((await played.length()) < EVENTS_PER_RUN - 10) expect(await played.command('drop')).toEqual(CARRIED_OUT);
      expect(await played.command('release')).toEqual(CARRIED_OUT);
      await played.until(() => names().includes('launchBatch'));
      const { answer } = await waitingItsTurn(played, 'late');
      batch.come();
      expect(await answer).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('TERMINEE');
      expect(names().filter((name) => name !== 'drop')).toEqual(['open', 'release', 'launchBatch', 'late', 'open']);
      expect(played.runs()).toBe(2);
    },
  },
  {
    name: 'R4: nor does it launch anything when it goes over while it waits for its held rows',
    workflow: 'esatCampaign',
    heavy: true,
    async play(played) {
      const there = () => (played.runs() === 1 ? stands('EN_COURS') : ends('TERMINEE'));
      const { fakes, beside, names } = told({ open: there, drop: () => done(there()) });
      await played.start({ processId: played.id }, fakes, beside);
      // between two runs a command may be told to ask again, as the sweep does
      for (let row = 0; row < 130 && played.runs() < 2; row += 1) await played.command('drop').catch(() => undefined);
      expect(await played.result()).toBe('TERMINEE');
      expect(played.runs()).toBe(2);
      expect(new Set(names())).toEqual(new Set(['open', 'drop']));
    },
  },
  {
    name: 'an import makes batch after batch, and ends with the last',
    workflow: 'userImport',
    async play(played) {
      const { fakes, beside, calls, names } = told({
        open: stands('EN_COURS'),
        importBatch: [stands('EN_COURS'), stands('EN_COURS'), ends('TERMINE')],
      });
      await played.start({ processId: played.id }, fakes, beside);
      expect(await played.result()).toBe('TERMINE');
      expect(names()).toEqual(['open', 'importBatch', 'importBatch', 'importBatch']);
      for (const { input } of calls) expect(input).toMatchObject({ processId: played.id, at: expect.any(String) });
      expect(played.runs()).toBe(1);
    },
  },
  {
    name: 'a command that waits for a batch is carried out before the import ends',
    workflow: 'userImport',
    async play(played) {
      const batch = moment();
      const { fakes, beside, names } = told({
        open: stands('EN_COURS'),
        importBatch: () => batch.came.then(() => ends('TERMINE')),
        late: done(ends('TERMINE')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      await played.until(() => names().includes('importBatch'));
      const { answer } = await waitingItsTurn(played, 'late');
      batch.come();
      expect(await answer).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('TERMINE');
      expect(names()).toEqual(['open', 'importBatch', 'late']);
    },
  },
  {
    name: 'an import is stopped between two batches: the command that came during one goes before the next (ACC-3)',
    workflow: 'userImport',
    async play(played) {
      const batch = moment();
      const { fakes, beside, names } = told({
        open: stands('EN_COURS'),
        importBatch: [() => batch.came.then(() => stands('EN_COURS')), ends('ANNULEE')],
        stop: done(ends('ANNULEE')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      await played.until(() => names().includes('importBatch'));
      const { answer } = await waitingItsTurn(played, 'stop');
      batch.come();
      expect(await answer).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('ANNULEE');
      expect(names().slice(0, 3)).toEqual(['open', 'importBatch', 'stop']);
    },
  },
  {
    name: 'R4: an import goes over into a new run before its history is heavy, and no command is lost',
    workflow: 'userImport',
    heavy: true,
    async play(played) {
      const freely = EVENTS_PER_RUN / 6 - 6; // a batch leaves six events
      let batch = moment();
      const { fakes, beside, names } = told({
        open: [stands('EN_COURS'), ends('TERMINE')],
        importBatch: [...Array(freely).fill(stands('EN_COURS')), () => batch.came.then(() => stands('EN_COURS'))],
        late: done(stands('EN_COURS')),
      });
      const count = (what: string) => names().filter((name) => name === what).length;
      await played.start({ processId: played.id }, fakes, beside);
      // from here on a command waits for each batch, whichever is the last of its run
      for (let seen = freely; ; seen += 1) {
        await played.until(() => count('importBatch') > seen || count('open') === 2);
        if (count('open') === 2) break;
        expect(seen).toBeLessThan(freely + 12);
        const { answer } = await waitingItsTurn(played, 'late');
        const under = batch;
        batch = moment();
        under.come();
        expect(await answer).toEqual(CARRIED_OUT);
      }
      expect(await played.result()).toBe('TERMINE');
      expect(played.runs()).toBe(2);
    },
  },
];
