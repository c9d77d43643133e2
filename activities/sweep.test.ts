import { expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type SweepDeps, sweep, type Unconfirmed, type Untold } from './sweep.ts';

const type = 'esatOnboarding';
const command = (n: number): Unconfirmed => ({
  ...{ type, processId: `p${n}`, commandId: `c${n}`, createdAt: new Date(n) },
});

/** Sweeps until as many looks as asked for have been taken; what it marked, and what it tried. */
async function swept(
  waiting: { unconfirmed?: Unconfirmed[]; untold?: Untold[] },
  answers: (commandId: string) => boolean,
  looks: number,
) {
  const tried: string[] = [];
  const marked: string[][] = [];
  const environment = new MockActivityEnvironment();
  let seen = 0;
  const deps: SweepDeps = {
    unstarted: async () => [],
    async unconfirmed(_, limit, after) {
      if (++seen > looks) environment.cancel();
      if (seen > looks) return [];
      const behind = (waiting.unconfirmed ?? []).filter((one) => after === null || one.createdAt > after.createdAt);
      return behind.slice(0, limit);
    },
    async untold(_, limit, after) {
      return seen > looks ? [] : (waiting.untold ?? []).filter(({ processId }) => processId > after).slice(0, limit);
    },
    start: async () => {},
    async deliver({ commandId }) {
      tried.push(commandId);
      return answers(commandId) ? 'delivered' : 'unconfirmed';
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
  const unconfirmed = [command(1), command(2), command(3)];
  const { tried, marked } = await swept({ unconfirmed }, (id) => id !== 'c2', 1);
  expect(tried.sort()).toEqual(['c1', 'c2', 'c3']);
  expect(marked).toEqual([['c1', 'c3']]);
});

it('tells a workflow once, by the last of what was carried out, for all that it may not know (R1)', async () => {
  const untold = [
    { type, processId: 'p1', commandIds: ['a', 'b', 'c'] },
    { type, processId: 'p2', commandIds: ['d', 'e'] },
  ] satisfies Untold[];
  const { tried, marked } = await swept({ untold }, (id) => id !== 'e', 1);
  expect(tried.sort()).toEqual(['c', 'e']);
  expect(marked).toEqual([['a', 'b', 'c']]);
});

it('lets those that nobody can be told of hold up no other, and comes back to them', async () => {
  const unconfirmed = Array.from({ length: 45 }, (_, n) => command(n + 1));
  const untold = Array.from({ length: 10 }, (_, n) => ({ type, processId: `p${n}`, commandIds: [`u${n}`] }) as const);
  const { tried, marked } = await swept(
    { unconfirmed, untold: untold.map((one) => ({ ...one, commandIds: [...one.commandIds] })) },
    (id) => (id.startsWith('c') ? Number(id.slice(1)) > 40 : id > 'u7'),
    3,
  );
  expect(marked).toEqual([['c41', 'c42', 'c43', 'c44', 'c45', 'u8', 'u9']]);
  expect(tried.filter((id) => id === 'c1')).toHaveLength(2);
  expect(tried.filter((id) => id === 'u1')).toHaveLength(2);
});
