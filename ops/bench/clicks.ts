import { startChildren } from '../children.ts';
import { Api } from '../demo/http.ts';
import { seed } from '../seed/index.ts';
import { timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { act, startOnboarding } from './onboarding.ts';

export const PASSWORD = 'bench-password';

export interface EligibleTask {
  id: string;
  caf: string;
}

/** Onboardings that wait for an agent's « eligible »: their tasks. `firstSeed`: far from the seeds of other parts. */
export async function eligibleTasks(machine: Machine, count: number, firstSeed: number): Promise<EligibleTask[]> {
  await seed({ databaseUrl: machine.databaseUrl, demoPassword: PASSWORD });
  const ids: string[] = [];
  await timed(count, 10, async (index) => {
    const id = await startOnboarding(machine, firstSeed + index);
    await act(machine, id, 'form');
    ids.push(id);
  });
  return machine.database.task.findMany({
    where: { processId: { in: ids }, state: 'OUVERTE' },
    select: { id: true, caf: true },
  });
}

/** Agents who say « eligible » over HTTP. */
export interface Clicks {
  api: Api;
  /** how long one took */
  click(task: EligibleTask): Promise<number>;
}

/** Runs `work` beside an API of its own, an agent of each Caf signed in; the API is stopped whatever comes of it. */
export async function withClicks<T>(
  machine: Machine,
  tasks: readonly EligibleTask[],
  work: (clicks: Clicks) => Promise<T>,
): Promise<T> {
  const children = startChildren(machine.environment, (line) => console.error(line), ['server.ts']);
  try {
    const base = `http://127.0.0.1:${machine.environment.PORT}`;
    await children.ready(`${base}/health/live`);
    const api = new Api(base);
    const tokens = new Map<string, string>();
    for (const caf of new Set(tasks.map((task) => task.caf)))
      tokens.set(caf, await api.signIn(`agent@caf${caf}.example`, PASSWORD));
    return await work({
      api,
      async click({ id, caf }) {
        const json = { outcome: 'eligible' };
        const { each } = await timed(1, 1, () => api.call(`tasks/${id}/complete`, { token: tokens.get(caf), json }));
        return each[0] ?? 0;
      },
    });
  } finally {
    await children.stop();
  }
}
