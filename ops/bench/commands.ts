import { eligibleTasks, withClicks } from './clicks.ts';
import { percentile, round, timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { startBare, updateBare } from './onboarding.ts';

const FIRST_SEED = 50_000;

export interface CommandsFigures {
  way: string;
  commands: number;
  p50Ms: number;
  p95Ms: number;
  bareP50Ms: number;
  bareP95Ms: number;
  limitP95Ms: number;
}

/**
 * P5: an agent says « eligible » over HTTP, one after the other (the act that drafts three documents and mails them), by turns with
 * bare Updates from this process.
 */
export async function benchCommands(machine: Machine, count: number): Promise<CommandsFigures> {
  const tasks = await eligibleTasks(machine, count, FIRST_SEED);
  const bares: string[] = [];
  await timed(count, 10, async () => void bares.push(await startBare(machine, [true, true, true])));
  return withClicks(machine, tasks, async ({ click }) => {
    const each: number[] = [];
    const bare: number[] = [];
    for (const [index, task] of tasks.entries()) {
      each.push(await click(task));
      bare.push(...(await timed(1, 1, () => updateBare(machine, bares[index] ?? ''))).each);
    }
    const bareP95 = percentile(bare, 95);
    return {
      way: 'HTTP',
      commands: tasks.length,
      p50Ms: round(percentile(each, 50)),
      p95Ms: round(percentile(each, 95)),
      bareP50Ms: round(percentile(bare, 50)),
      bareP95Ms: round(bareP95),
      limitP95Ms: round(3 * bareP95),
    };
  });
}
