import { expect } from '@jest/globals';
import type { Scenario } from '../stage.ts';
import { done, ends, moment, stands, told } from '../told.ts';
import { CARRIED_OUT, waitingItsTurn } from './turns.ts';

const DAY = 86_400_000;
/** A run goes over into the next one soon after (R4). */
const EVENTS_PER_RUN = 600;

/** The reopening of the Espace Tuteur: corrections in batches, waves at their instant, and commands between. */
export const REOPENING_SCENARIOS: readonly Scenario[] = [
  {
    name: 'a reopening starts its corrections batch after batch, opens each wave at its instant, is closed again and ends',
    workflow: 'tuteurReopening',
    async play(played) {
      const { fakes, beside, calls, names } = told({
        open: stands('CORRECTIONS_A_LANCER'),
        launchCorrections: [stands('CORRECTIONS_A_LANCER'), (at) => stands('PRET', at + 10 * DAY)],
        tick: stands('VAGUE_A_OUVRIR'),
        openWave: [(at) => stands('OUVERT_V2', at + 7 * DAY), stands('OUVERT_V2')],
        suspend: done(stands('FERMETURE_A_ACHEVER')),
        completeClosing: stands('ROLLBACK'),
        cancel: done(ends('ABANDONNEE')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      await played.skip(11 * DAY);
      await played.until(() => names().includes('openWave'));
      await played.skip(8 * DAY);
      await played.until(() => names().filter((name) => name === 'openWave').length === 2);
      expect(await played.command('suspend')).toEqual(CARRIED_OUT);
      // the act has closed it for all; what was open to each follows without anybody
      await played.until(() => names().includes('completeClosing'));
      expect(await played.command('cancel')).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('ABANDONNEE');
      const [batches, waves] = [Array(2).fill('launchCorrections'), ['tick', 'openWave', 'tick', 'openWave']];
      expect(names()).toEqual(['open', ...batches, ...waves, 'suspend', 'completeClosing', 'cancel']);
      for (const { input } of calls) expect(input).toMatchObject({ processId: played.id, at: expect.any(String) });
      const [, first, second, tick] = calls.map(({ at }) => at);
      // as many as may be are in flight: others are being opened meanwhile
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(400);
      expect((tick ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(10 * DAY);
      // the pause after the first batch, and two instants
      expect(await played.events('TIMER_STARTED')).toBe(3);
      expect(played.runs()).toBe(1);
    },
  },
  {
    name: 'a command that waits for a wave is carried out before the reopening ends',
    workflow: 'tuteurReopening',
    async play(played) {
      const wave = moment();
      const { fakes, beside, names } = told({
        open: stands('VAGUE_A_OUVRIR'),
        openWave: () => wave.came.then(() => ends('TERMINEE')),
        late: done(ends('TERMINEE')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      await played.until(() => names().includes('openWave'));
      const { answer } = await waitingItsTurn(played, 'late');
      wave.come();
      expect(await answer).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('TERMINEE');
      expect(names()).toEqual(['open', 'openWave', 'late']);
    },
  },
  {
    name: 'R4: a reopening goes over into a new run before its history is heavy, and no command is lost',
    workflow: 'tuteurReopening',
    heavy: true,
    async play(played) {
      const batch = moment();
      const { fakes, beside, names } = told({
        open: [stands('EVOLUTION_SIREN'), ends('TERMINEE')],
        search: done(stands('EVOLUTION_SIREN')),
        file: done(stands('CORRECTIONS_A_LANCER')),
        launchCorrections: () => batch.came.then(() => stands('EVOLUTION_SIREN')),
        late: done(stands('EVOLUTION_SIREN')),
      });
      await played.start({ processId: played.id }, fakes, beside);
      // a command leaves six events
      while ((await played.length()) < EVENTS_PER_RUN - 10) expect(await played.command('search')).toEqual(CARRIED_OUT);
      expect(await played.command('file')).toEqual(CARRIED_OUT);
      await played.until(() => names().includes('launchCorrections'));
      const { answer } = await waitingItsTurn(played, 'late');
      batch.come();
      expect(await answer).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('TERMINEE');
      expect(names().filter((name) => name !== 'search')).toEqual([
        'open',
        'file',
        'launchCorrections',
        'late',
        'open',
      ]);
      expect(played.runs()).toBe(2);
    },
  },
  {
    name: 'R4: nor does it start or open anything when it goes over while it waits for people',
    workflow: 'tuteurReopening',
    heavy: true,
    async play(played) {
      const there = () => (played.runs() === 1 ? stands('PRET') : ends('ABANDONNEE'));
      const { fakes, beside, names } = told({ open: there, search: () => done(there()) });
      await played.start({ processId: played.id }, fakes, beside);
      // between two runs a command may be told to ask again, as the sweep does
      for (let row = 0; row < 130 && played.runs() < 2; row += 1) await played.command('search').catch(() => undefined);
      expect(await played.result()).toBe('ABANDONNEE');
      expect(played.runs()).toBe(2);
      expect(new Set(names())).toEqual(new Set(['open', 'search']));
    },
  },
];
