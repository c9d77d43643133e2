import { expect } from '@jest/globals';
import { esatOnboardingRoute } from '../../../workflows/esatOnboarding/workflow.ts';
import { IDLE_PAUSES_MS, STEP_PAUSES_MS } from '../../../workflows/policies.ts';
import type { Played } from '../played.ts';
import type { Scenario } from '../stage.ts';
import { done, ends, moment, stands, told } from '../told.ts';
import { CARRIED_OUT, waitingItsTurn } from './turns.ts';

const DAY = 86_400_000;

/** As when the database is away, its tries being over. */
const away = () => Promise.reject(new Error('the database is away'));

/** Time between each call and the next. */
const between = (calls: readonly { at: number }[]) =>
  calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? 0));

/** The process ends by a fault with these words; a real one would be tried again until another release comes. */
async function failsWith(played: Played, words: string): Promise<void> {
  const fault = await played.result().catch((error: unknown) => error);
  expect(String((fault as Error).cause)).toContain(words);
}

/** What every process does (workflows/process.ts), seen in three that stand on it. */
export const PROCESS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'a process opens, does what is due at its instant and not before, and ends by a command',
    workflow: 'annualControl',
    async play(played) {
      const { fakes, calls, names } = told({
        open: (at) => stands('PREUVES', at + 10 * DAY),
        sooner: (at) => done(stands('PREUVES', at + DAY)),
        tick: stands('EXAMINE'),
        answer: done(ends('CONFORME')),
      });
      await played.start({ processId: played.id }, fakes);
      await played.until(() => names().includes('open'));
      expect(await played.query('status')).toMatchObject({ state: 'PREUVES', ended: false });
      expect(await played.command('sooner')).toEqual(CARRIED_OUT);
      await played.skip(12 * DAY);
      await played.until(() => names().includes('tick'));
      await played.skip(400 * DAY);
      expect(await played.query('status')).toEqual({ state: 'EXAMINE', nextActionAt: null, ended: false });
      expect(await played.command('answer')).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('CONFORME');
      expect(names()).toEqual(['open', 'sooner', 'tick', 'answer']);
      const [, sooner, tick, answer] = calls;
      expect((tick?.at ?? 0) - (sooner?.at ?? 0)).toBeGreaterThanOrEqual(DAY);
      expect((tick?.at ?? 0) - (sooner?.at ?? 0)).toBeLessThan(9 * DAY);
      const common = { type: 'annualControl', processId: played.id, at: expect.any(String) };
      expect(tick?.input).toEqual({ ...common, step: 'tick' });
      expect(answer?.input).toEqual({ ...common, commandId: 'answer' });
      // what it waited for is waited for no more
      expect(await played.events('TIMER_CANCELED')).toBe(1);
    },
  },
  {
    name: 'an instant that comes only later is waited for too',
    workflow: 'annualControl',
    async play(played) {
      const { fakes, names } = told({
        open: stands('PREUVES'),
        reminded: (at) => done(stands('PREUVES', at + DAY)),
        tick: ends('CLOS'),
      });
      await played.start({ processId: played.id }, fakes);
      await played.command('reminded');
      expect(await played.result()).toBe('CLOS');
      expect(names()).toEqual(['open', 'reminded', 'tick']);
    },
  },
  {
    name: 'a command that is there when the story begins is carried out after its first step',
    workflow: 'annualControl',
    unskipped: true,
    async play(played) {
      const { fakes, names } = told({ open: stands('PREUVES'), first: done(ends('CLOS')) });
      expect(await played.startWith('first', { processId: played.id }, fakes)).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('CLOS');
      expect(names()).toEqual(['open', 'first']);
    },
  },
  {
    name: 'what a batch began goes on beside people from the first act of somebody on',
    workflow: 'annualControl',
    async play(played) {
      const [batch, people] = [
        told({ open: stands('PREUVES'), first: done(stands('EXAMINE')) }),
        told({ open: stands('EXAMINE'), second: done(ends('CLOS')) }),
      ];
      await played.startInBatch({ processId: played.id }, batch.fakes, people.fakes);
      await played.until(() => batch.names().includes('open'));
      expect(await played.command('first')).toEqual(CARRIED_OUT);
      await played.until(() => people.names().includes('open'));
      expect(await played.command('second')).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('CLOS');
      expect([batch.names(), people.names()]).toEqual([
        ['open', 'first'],
        ['open', 'second'],
      ]);
      expect(people.calls[0]?.input).toMatchObject({ processId: played.id });
    },
  },
  {
    name: 'what a batch began ends where it is, by its deadline or by an act that ends it',
    workflow: 'annualControl',
    async play(played) {
      const { fakes, names } = told({ open: stands('PREUVES'), end: done(ends('CLOS')) });
      await played.startInBatch({ processId: played.id }, fakes, {});
      expect(await played.command('end')).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('CLOS');
      expect(names()).toEqual(['open', 'end']);
    },
  },
  {
    name: 'a command that was carried out before is told as accepted, no more',
    workflow: 'annualControl',
    async play(played) {
      const { fakes } = told({
        open: stands('PREUVES'),
        twice: [done(stands('PREUVES')), stands('PREUVES')],
        end: ends('CLOS'),
      });
      await played.start({ processId: played.id }, fakes);
      expect(await played.command('twice')).toEqual({ accepted: true, done: true });
      expect(await played.command('twice')).toEqual({ accepted: true });
      await played.command('end');
      expect(await played.result()).toBe('CLOS');
    },
  },
  {
    name: 'while the database is away its first step is tried ever more patiently, a command is not confirmed, and it goes on',
    workflow: 'annualControl',
    async play(played) {
      const { fakes, calls, names } = told({
        open: [...Array(7).fill(away), (at) => stands('PREUVES', at + DAY)],
        early: away,
        tick: [away, stands('EXAMINE')],
        again: done(ends('CONFORME')),
      });
      await played.start({ processId: played.id }, fakes);
      await played.until(() => names().includes('open'));
      expect(await played.query('status')).toEqual({ state: 'CREE', nextActionAt: null, ended: false });
      const refused = await played.command('early').catch((error: Error) => error.cause);
      expect(refused).toMatchObject({ type: 'NON_CONFIRME' });
      await played.skip(3 * DAY);
      await played.until(() => names().filter((name) => name === 'tick').length === 2);
      expect(await played.command('again')).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('CONFORME');
      const opens = calls.filter(({ what }) => what === 'open');
      expect(opens).toHaveLength(8);
      const pauses = [...STEP_PAUSES_MS, 300_000, 300_000];
      for (const [index, pause] of between(opens).entries()) expect(pause).toBeGreaterThanOrEqual(pauses[index] ?? 0);
    },
  },
  {
    name: 'R1: a command that is not confirmed may have been carried out: the process looks once where it stands, and sees that it has ended',
    workflow: 'annualControl',
    async play(played) {
      const { fakes, names } = told({
        open: stands('PREUVES'),
        nothing: away,
        lost: away,
        // far more often than it may: the process is let go, and counted
        tick: () => (names().includes('lost') || names().length > 20 ? ends('CLOS') : stands('PREUVES')),
      });
      await played.start({ processId: played.id }, fakes);
      await played.command('nothing').catch(() => undefined);
      await played.until(() => names().includes('tick'));
      await played.skip(DAY);
      expect(await played.query('status')).toMatchObject({ state: 'PREUVES' });
      await played.command('lost').catch(() => undefined);
      expect(await played.result()).toBe('CLOS');
      expect(names().filter((name) => name === 'tick')).toHaveLength(2);
    },
  },
  {
    name: 'R4: an instant that stays in the past is looked at ever more rarely',
    workflow: 'annualControl',
    async play(played) {
      const stuck = stands('PREUVES', Date.parse('2020-01-01'));
      const { fakes, calls, names } = told({
        open: stuck,
        // far more often than it may: the process is let go, and counted
        tick: () => (names().includes('end') || names().length > 20 ? ends('CLOS') : stuck),
        moved: done(stands('PREUVES', Date.parse('2020-01-02'))),
        end: ends('CLOS'),
      });
      await played.start({ processId: played.id }, fakes);
      await played.skip(4 * DAY);
      const ticks = () => calls.filter(({ what }) => what === 'tick');
      await played.until(() => ticks().length > 5);
      const pauses = between(ticks());
      for (const [index, pause] of IDLE_PAUSES_MS.entries()) expect(pauses[index]).toBeGreaterThanOrEqual(pause);
      const before = ticks().length;
      expect(before).toBeLessThan(10);
      await played.command('moved');
      // another instant is another beginning: it is due at once, then after two seconds, and at what it was once more
      await played.until(() => ticks().length > before);
      await played.command('end');
      expect(await played.result()).toBe('CLOS');
    },
  },
  {
    name: 'commands are carried out one at a time, however many ask at once',
    workflow: 'esatCampaign',
    async play(played) {
      const batch = moment();
      // each leaves the others the time to come in between
      const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() => done(stands('EN_COURS')));
      const { fakes, beside, flight, names } = told({
        open: stands('A_LANCER'),
        launchBatch: () => batch.came.then(() => stands('EN_COURS')),
        one: slowly,
        two: slowly,
        three: slowly,
        end: ends('TERMINEE'),
      });
      await played.start({ processId: played.id }, fakes, beside);
      await played.until(() => names().includes('launchBatch'));
      const answers: Promise<unknown>[] = [];
      for (const id of ['one', 'two', 'three']) answers.push((await waitingItsTurn(played, id)).answer);
      batch.come();
      expect(await Promise.all(answers)).toEqual([CARRIED_OUT, CARRIED_OUT, CARRIED_OUT]);
      expect(flight.most).toBe(1);
      await played.command('end');
      expect(await played.result()).toBe('TERMINEE');
    },
  },
  {
    name: 'a command that came with the one that ends the process is answered too',
    workflow: 'esatOnboarding',
    async play(played) {
      await endedByTwoAtOnce(played);
    },
  },
  {
    name: 'the story goes with every act to its transaction, and its passages are followed',
    workflow: 'esatOnboarding',
    async play(played) {
      const passed = [{ from: 'checks', outcome: 'passed', to: 'documents' }];
      const { fakes, calls } = told({
        open: (at) => stands('ELIGIBILITE_A_VERIFIER', at + DAY, { phase: 'checks' }),
        tick: stands('DOCUMENTS_ENVOYES', null, { phase: 'documents', walked: passed }),
        end: done({ ...ends('ABANDONNE'), phase: 'documents' }),
      });
      await played.start({ processId: played.id }, fakes);
      await played.skip(2 * DAY);
      await played.until(() => calls.length === 2);
      expect(await played.query('status')).toMatchObject({ state: 'DOCUMENTS_ENVOYES', phase: 'documents' });
      expect(await played.command('end')).toEqual(CARRIED_OUT);
      expect(await played.result()).toBe('ABANDONNE');
      for (const { input } of calls)
        expect(input).toMatchObject({ type: 'esatOnboarding', route: esatOnboardingRoute });
    },
  },
  ...(
    [
      [
        'a passage that the story does not have',
        { walked: [{ from: 'checks', outcome: 'passed', to: 'opening' }] },
        'No longer allowed by the story: checks.passed > opening',
      ],
      ['a phase that the story does not have', { phase: 'negotiation' }, 'No longer a phase of the story: negotiation'],
    ] as const
  ).flatMap(([what, over, words]): Scenario[] => [
    {
      name: `${what} fails the process: by its first step`,
      workflow: 'esatOnboarding',
      async play(played) {
        const { fakes, calls } = told({
          open: stands('DOCUMENTS_ENVOYES', null, { ...over, walked: [...('walked' in over ? over.walked : [])] }),
        });
        await played.start({ processId: played.id }, fakes);
        await failsWith(played, words);
        expect(calls).toHaveLength(1);
      },
    },
    {
      name: `${what} fails the process: by a command`,
      workflow: 'esatOnboarding',
      async play(played) {
        const { fakes } = told({
          open: stands('ELIGIBILITE_A_VERIFIER'),
          leap: done(
            stands('DOCUMENTS_ENVOYES', null, { ...over, walked: [...('walked' in over ? over.walked : [])] }),
          ),
        });
        await played.start({ processId: played.id }, fakes);
        played.command('leap').catch(() => undefined); // nothing answers
        await failsWith(played, words);
      },
    },
  ]),
  {
    name: 'one that is cancelled while the database is away ends',
    workflow: 'annualControl',
    async play(played) {
      const { fakes, calls } = told({ open: away });
      await played.start({ processId: played.id }, fakes);
      await played.until(() => calls.length > 0);
      await played.cancel();
      const ended = await played.result().catch((error: Error) => error.cause);
      expect(String(ended)).toContain('Cancelled');
    },
  },
];

/** Both commands are taken in before the first of them ends the process; whether they came together is seen afterwards. */
async function endedByTwoAtOnce(played: Played): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const open = moment();
    const { fakes, names } = told({
      open: () => open.came.then(() => stands('ELIGIBILITE_A_VERIFIER')),
      first: done(ends('ABANDONNE')),
      second: ends('ABANDONNE'),
    });
    await played.start({ processId: played.id }, fakes);
    await played.until(() => names().includes('open'));
    const answers = ['first', 'second'].map((id) => played.command(id).catch((error: Error) => error));
    // they reach the server while the first step is under way, and the process with its next task
    for (let looks = 0; looks < 30; looks += 1) await played.length();
    open.come();
    const both = await Promise.all(answers);
    expect(await played.result()).toBe('ABANDONNE');
    if ((await played.events('WORKFLOW_EXECUTION_UPDATE_ACCEPTED')) < 2) continue;
    return expect(both).toEqual([CARRIED_OUT, { accepted: true }]);
  }
  throw new Error('never were both taken in at once');
}
