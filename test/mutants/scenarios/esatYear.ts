import { expect } from '@jest/globals';
import type { Scenario } from '../stage.ts';

const DAY = 86_400_000;
const AT = '2026-03-02T09:00:00.000Z';
/** So much said with three answers that the server asks for a new run. */
const LONG = { padding: 'x'.repeat(1_500_000) };

/** The year of the guaranteed remunerations: its waits, its steps, its new runs. */
export const ESAT_YEAR_SCENARIOS: readonly Scenario[] = [
  {
    name: 'esatDeclarations lives through its year: each step in its time, asked again while there is more (ESAT-8)',
    workflow: 'esatDeclarations',
    async play(played) {
      const asked: string[] = [];
      const due: string[] = [];
      await played.start(
        {},
        {},
        {
          planEsatYear: async ({ at }) => {
            for (const days of [-1, 30, 90]) due.push(new Date(Date.parse(at) + days * DAY).toISOString());
            const [before = '', soon = '', last = ''] = due;
            return {
              year: 2026,
              steps: [
                { what: 'open', at: before },
                { what: 'remind', at: soon },
                { what: 'close', at: last },
              ],
            };
          },
          takeEsatStep: async ({ year, what, at }) => {
            if (asked.length === 6) throw new Error('the year does not end');
            return { more: asked.push(`${year} ${what} ${due.indexOf(at)}`) === 2 };
          },
        },
      );
      await played.result();
      expect(asked).toEqual(['2026 open 0', '2026 remind 1', '2026 remind 1', '2026 close 2']);
      // one for each time that it asks
      expect(await played.events('TIMER_STARTED')).toBe(4);
      expect(played.runs()).toBe(1);
    },
  },
  {
    name: 'esatDeclarations goes on to the end of a period that was prolonged when it had run out (ESAT-8)',
    workflow: 'esatDeclarations',
    async play(played) {
      const asked: string[] = [];
      const later = (days: number) => new Date(Date.parse(AT) + days * DAY).toISOString();
      const steps = [{ what: 'close' as const, at: later(-3) }];
      const left = [
        { what: 'remind' as const, at: later(-2) },
        { what: 'close' as const, at: later(-1) },
      ];
      await played.start(
        { plan: { year: 2026, steps } },
        {},
        {
          takeEsatStep: async ({ what, at }) => {
            if (asked.length === 5) throw new Error('the year does not end');
            return asked.push(`${what} ${at}`) === 1 ? { more: false, steps: left } : { more: false };
          },
        },
      );
      await played.result();
      expect(asked).toEqual([...steps, ...left].map(({ what, at }) => `${what} ${at}`));
    },
  },
  {
    name: 'R4: esatDeclarations goes on in a new run, where it was',
    workflow: 'esatDeclarations',
    unskipped: true,
    heavy: true,
    async play(played) {
      const asked: string[] = [];
      const plan = {
        year: 2026,
        steps: [
          { what: 'open', at: AT },
          { what: 'close', at: AT },
        ],
      };
      await played.start(
        { plan },
        {
          takeEsatStep: async ({ what }) => {
            if (asked.length === 8) throw new Error('the year does not end');
            return { more: asked.push(what) !== 6 && asked.length < 7, ...LONG };
          },
        },
      );
      await played.result();
      expect(asked).toEqual([...Array(6).fill('open'), 'close']);
      expect(played.runs()).toBeGreaterThan(1);
    },
  },
];
