import { expect } from '@jest/globals';
import { PURGED_KINDS } from '../../../domain/policy/retention.ts';
import * as ROUTES from '../../../workflows/routes.ts';
import type { Fakes, Scenario } from '../stage.ts';
import { moment } from '../told.ts';

const AT = '2026-03-02T09:00:00.000Z';
/** So much said with three answers that the server asks for a new run. */
const LONG = { padding: 'x'.repeat(1_500_000) };

interface Sweep {
  workflow: string;
  /** the name that its input gives to what is swept */
  of: string;
  /** all that is swept when the input does not say */
  all: readonly string[];
  /** two of them */
  two: readonly [string, string];
  fakes(answer: (what: string, at: string) => Promise<{ more: boolean }>): Fakes;
}

const SWEEPS: readonly Sweep[] = [
  {
    workflow: 'purge',
    of: 'kinds',
    all: PURGED_KINDS,
    two: [PURGED_KINDS[1] ?? '', PURGED_KINDS[0] ?? ''],
    fakes: (answer) => ({ purgeKind: ({ kind, at }) => answer(kind, at) }),
  },
  {
    workflow: 'reminders',
    of: 'rules',
    all: ['REM-7', 'REM-9', 'REM-13', 'OVERDUE'],
    two: ['OVERDUE', 'REM-7'],
    fakes: (answer) => ({ remind: ({ rule, at }) => answer(rule, at) }),
  },
];

const ofSweeps = SWEEPS.flatMap(({ workflow, of, all, two, fakes }): Scenario[] => {
  const [one, other] = two;
  return [
    {
      name: `${workflow} asks again while there is more, one after the other, in one run and as of one instant`,
      workflow,
      async play(played) {
        const asked: string[][] = [];
        const answer = async (what: string, at: string) => ({ more: asked.push([what, at]) === 1 });
        await played.start({ at: AT, [of]: two }, fakes(answer));
        await played.result();
        expect(asked).toEqual([one, one, other].map((what) => [what, AT]));
        expect(played.runs()).toBe(1);
      },
    },
    {
      name: `${workflow}, as its Schedule starts it, goes through all of them as of its beginning`,
      workflow,
      async play(played) {
        const asked: string[][] = [];
        const answer = async (what: string, at: string) => ({ more: asked.push([what, at]) < 0 });
        await played.start({}, fakes(answer));
        await played.result();
        expect(asked.map(([what]) => what)).toEqual(all);
        expect(new Set(asked.map(([, at]) => at)).size).toBe(1);
        expect(Date.parse(asked[0]?.[1] ?? '')).not.toBeNaN();
      },
    },
    {
      name: `R4: ${workflow} goes on in a new run, where it was and as of the same instant`,
      workflow,
      async play(played) {
        const asked: string[][] = [];
        const answer = async (what: string, at: string) => ({ more: asked.push([what, at]) !== 6, ...LONG });
        await played.start({ at: AT, [of]: [one] }, fakes(answer));
        await played.result();
        expect(asked).toEqual(Array(6).fill([one, AT]));
        expect(played.runs()).toBe(2);
      },
    },
  ];
});

const SCENARIOS: readonly Scenario[] = [
  ...ofSweeps,
  {
    name: 'annualControls asks until no partner is left, in one run and as of one instant',
    workflow: 'annualControls',
    async play(played) {
      const asked: string[] = [];
      await played.start({}, { startControls: async ({ at }) => ({ more: asked.push(at) < 3 }) });
      await played.result();
      expect(asked).toHaveLength(3);
      expect(new Set(asked).size).toBe(1);
      expect(Date.parse(asked[0] ?? '')).not.toBeNaN();
      expect(played.runs()).toBe(1);
    },
  },
  {
    name: 'R4: annualControls goes on in a new run, as of the same instant',
    workflow: 'annualControls',
    async play(played) {
      const asked: string[] = [];
      await played.start({ at: AT }, { startControls: async ({ at }) => ({ more: asked.push(at) < 6, ...LONG }) });
      await played.result();
      expect(asked).toEqual(Array(6).fill(AT));
      expect(played.runs()).toBe(2);
    },
  },
  {
    name: 'the dispatcher does both of its works elsewhere, and begins both anew when one of them ends',
    workflow: 'dispatcher',
    async play(played) {
      const begun: string[] = [];
      const ends = moment();
      const never = moment();
      const works: Fakes = {
        drainOutbox: () => (begun.push('drainOutbox') < 3 ? ends.came : never.came),
        sweep: async () => {
          begun.push('sweep');
          await never.came;
        },
      };
      await played.start({ queue: played.elsewhere }, {}, works);
      await played.until(() => begun.length === 2);
      expect(played.runs()).toBe(1);
      ends.come();
      await played.until(() => begun.length === 4);
      expect(begun.filter((one) => one === 'sweep')).toHaveLength(2);
      expect(played.runs()).toBe(2);
      never.come();
    },
  },
  {
    name: 'a command on a process that has ended, and that is not carried out in time, is not confirmed, and nothing failed',
    workflow: 'afterwards',
    async play(played) {
      const applyCommand: Fakes['applyCommand'] = async () => {
        throw new Error('the database is away');
      };
      await played.start({ type: 'esatOnboarding', processId: 'one', commandId: 'close' }, { applyCommand });
      expect(await played.result()).toEqual({ confirmed: false });
    },
  },
  ...(['esatOnboarding', 'userImport'] as const).map(
    (type): Scenario => ({
      name: `a command on a process that has ended is carried out along its story: ${type}`,
      workflow: 'afterwards',
      async play(played) {
        const asked: object[] = [];
        const applyCommand: Fakes['applyCommand'] = async (input) => {
          asked.push(input);
          return { state: 'TERMINE', nextActionAt: null, ended: true };
        };
        await played.start({ type, processId: 'one', commandId: 'close' }, { applyCommand });
        expect(await played.result()).toEqual({ confirmed: true });
        const route = (ROUTES as Readonly<Record<string, object | undefined>>)[type];
        expect(asked).toEqual([
          {
            type,
            processId: 'one',
            commandId: 'close',
            at: expect.any(String),
            afterwards: true,
            ...(route && { route }),
          },
        ]);
      },
    }),
  ),
];

/** What works beside the processes; none of it waits for an instant. */
export const SWEEP_SCENARIOS = SCENARIOS.map((scenario): Scenario => ({ ...scenario, unskipped: true }));
