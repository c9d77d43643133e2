import { startChildren } from '../children.ts';
import { Api } from '../demo/http.ts';
import { seed } from '../seed/index.ts';
import { percentile, round, timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { act, startBare, startOnboarding, updateBare } from './onboarding.ts';

const FIRST_SEED = 50_000;
const PASSWORD = 'bench-password';

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
  await seed({ databaseUrl: machine.databaseUrl, demoPassword: PASSWORD });
  const ids: string[] = [];
  await timed(count, 10, async (index) => {
    const id = await startOnboarding(machine, FIRST_SEED + index);
    await act(machine, id, 'form');
    ids.push(id);
  });
  const tasks = await machine.database.task.findMany({
    where: { processId: { in: ids }, state: 'OUVERTE' },
    select: { id: true, caf: true },
  });
  const bares: string[] = [];
  await timed(count, 10, async () => void bares.push(await startBare(machine, [true, true, true])));
  const children = startChildren(machine.environment, (line) => console.error(line), ['server.ts']);
  try {
    const base = `http://127.0.0.1:${machine.environment.PORT}`;
    await children.ready(`${base}/health/live`);
    const api = new Api(base);
    const tokens = new Map<string, string>();
    for (const caf of new Set(tasks.map((task) => task.caf)))
      tokens.set(caf, await api.signIn(`agent@caf${caf}.example`, PASSWORD));
    const each: number[] = [];
    const bare: number[] = [];
    for (const [index, task] of tasks.entries()) {
      const token = tokens.get(task.caf);
      each.push(
        ...(await timed(1, 1, () => api.call(`tasks/${task.id}/complete`, { token, json: { outcome: 'eligible' } })))
          .each,
      );
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
  } finally {
    await children.stop();
  }
}
