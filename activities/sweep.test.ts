import { expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type SweepDeps, sweep, type Untold } from './sweep.ts';

const command = (n: number): Untold => ({
  type: 'esatOnboarding',
  processId: `p${n}`,
  commandId: `c${n}`,
  createdAt: new Date(n),
});

/** Sweeps over these commands until as many looks as asked for have been taken; what it marked, and what it tried. */
async function swept(waiting: Untold[], answers: (command: Untold) => boolean, looks: number) {
  const tried: string[] = [];
  const marked: string[][] = [];
  const environment = new MockActivityEnvironment();
  let seen = 0;
  const deps: SweepDeps = {
    unstarted: async () => [],
    async untold(_, limit, after) {
      if (++seen > looks) environment.cancel();
      if (seen > looks) return [];
      return waiting.filter(({ createdAt }) => after === null || createdAt > after.createdAt).slice(0, limit);
    },
    start: async () => {},
    async deliver(one) {
      tried.push(one.commandId);
      return answers(one as Untold) ? 'delivered' : 'unconfirmed';
    },
    async markTold(ids) {
      marked.push([...ids].sort());
    },
    seal: async () => {},
    beat: async () => {},
    count: async () => {},
    lifetimeMs: 60_000,
  };
  await environment.run(() => sweep(deps)).catch(() => undefined);
  return { tried, marked };
}

it('marks at once all whose workflow answered, and no other (R1)', async () => {
  const { tried, marked } = await swept([command(1), command(2), command(3)], (one) => one.commandId !== 'c2', 1);
  expect(tried.sort()).toEqual(['c1', 'c2', 'c3']);
  expect(marked).toEqual([['c1', 'c3']]);
});

it('lets commands that nobody can be told of hold up no other, and comes back to them', async () => {
  const many = Array.from({ length: 45 }, (_, n) => command(n + 1));
  const { tried, marked } = await swept(many, (one) => Number(one.commandId.slice(1)) > 40, 3);
  expect(marked).toEqual([['c41', 'c42', 'c43', 'c44', 'c45']]);
  expect(tried.filter((id) => id === 'c1')).toHaveLength(2);
});
