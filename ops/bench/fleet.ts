import type { Campaign } from '../demo/shapes.ts';
import { pause } from '../pids.ts';
import { campaignForm } from './campaignForm.ts';
import { type EligibleTask, eligibleTasks, PASSWORD, withClicks } from './clicks.ts';
import { percentile, round } from './figures.ts';
import type { Machine } from './machine.ts';
import { inventedSiret } from './partners.ts';

const FIRST_SEED = 300_000;
const LIST_SEED = 400_000;
const WARM = 10;
const ALONE = 60;
/** Rows that are launched between two clicks, at least; and enough clicks for the longest launch. */
const ROWS_A_CLICK = 4;
const MOST = 1_000;
/** Between two clicks: people read. */
const READ_MS = 150;

export interface FleetFigures {
  rows: number;
  launchSeconds: number;
  /** clicks while it was launched */
  clicks: number;
  aloneP50Ms: number;
  aloneP95Ms: number;
  launchP50Ms: number;
  launchP95Ms: number;
  ratio: number;
}

/**
 * P2 for mass work: an agent says « eligible » over HTTP, one dossier after the other, first with nothing beside, then while a campaign of `rows` Esat is
 * launched by the same worker at its own limit in flight.
 */
export async function benchFleet(machine: Machine, rows: number): Promise<FleetFigures> {
  const most = Math.min(MOST, Math.ceil(rows / ROWS_A_CLICK));
  const tasks = await eligibleTasks(machine, WARM + ALONE + most, FIRST_SEED);
  return withClicks(machine, tasks, async ({ api, click: once }) => {
    const click = async (task: EligibleTask): Promise<number> => {
      await pause(READ_MS);
      return once(task);
    };
    for (const task of tasks.slice(0, WARM)) await click(task);
    const alone: number[] = [];
    for (const task of tasks.slice(WARM, WARM + ALONE)) alone.push(await click(task));

    const token = await api.signIn('national@passerelle.example', PASSWORD);
    const begun = performance.now();
    const { id: campaignId } = await api.call<Campaign>('esat/campaigns', {
      token,
      form: campaignForm(rows, (nth) => inventedSiret(LIST_SEED + nth)),
    });
    const launched = async () =>
      (await machine.database.process.count({ where: { campaignId, workflowStartedAt: { not: null } } })) >= rows;
    const during: number[] = [];
    let launchSeconds = 0;
    const watch = (async () => {
      while (!(await launched())) await pause(500);
      launchSeconds = (performance.now() - begun) / 1_000;
    })();
    for (const task of tasks.slice(WARM + ALONE)) {
      if (launchSeconds > 0) break;
      during.push(await click(task));
    }
    await watch;
    const aloneP95 = percentile(alone, 95);
    const launchP95 = percentile(during, 95);
    return {
      rows,
      launchSeconds: round(launchSeconds),
      clicks: during.length,
      aloneP50Ms: round(percentile(alone, 50)),
      aloneP95Ms: round(aloneP95),
      launchP50Ms: round(percentile(during, 50)),
      launchP95Ms: round(launchP95),
      ratio: round(launchP95 / aloneP95, 2),
    };
  });
}
