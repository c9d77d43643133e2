import { COLUMNS, type ColumnKey } from '../../domain/esat/columns.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { DAY_MS } from '../../domain/policy/durations.ts';
import { startChildren } from '../children.ts';
import { Api } from '../demo/http.ts';
import type { Campaign } from '../demo/shapes.ts';
import { pause } from '../pids.ts';
import { seed } from '../seed/index.ts';
import { percentile, round, timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { act, startOnboarding } from './onboarding.ts';
import { inventedSiret } from './partners.ts';

const FIRST_SEED = 300_000;
const LIST_SEED = 400_000;
const PASSWORD = 'bench-password';
const WARM = 10;
const ALONE = 60;
/** More than anybody clicks while a campaign is launched. */
const MOST = 400;
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
  await seed({ databaseUrl: machine.databaseUrl, demoPassword: PASSWORD });
  const ids: string[] = [];
  await timed(WARM + ALONE + MOST, 10, async (index) => {
    const id = await startOnboarding(machine, FIRST_SEED + index);
    await act(machine, id, 'form');
    ids.push(id);
  });
  const tasks = await machine.database.task.findMany({
    where: { processId: { in: ids }, state: 'OUVERTE' },
    select: { id: true, caf: true },
  });
  const children = startChildren(machine.environment, (line) => console.error(line), ['server.ts']);
  try {
    const base = `http://127.0.0.1:${machine.environment.PORT}`;
    await children.ready(`${base}/health/live`);
    const api = new Api(base);
    const tokens = new Map<string, string>();
    for (const caf of new Set(tasks.map((task) => task.caf)))
      tokens.set(caf, await api.signIn(`agent@caf${caf}.example`, PASSWORD));
    const click = async (task: (typeof tasks)[number]): Promise<number> => {
      const token = tokens.get(task.caf);
      await pause(READ_MS);
      const ask = () => api.call(`tasks/${task.id}/complete`, { token, json: { outcome: 'eligible' } });
      return (await timed(1, 1, async () => void (await ask()))).wallMs;
    };
    for (const task of tasks.slice(0, WARM)) await click(task);
    const alone: number[] = [];
    for (const task of tasks.slice(WARM, WARM + ALONE)) alone.push(await click(task));

    const token = await api.signIn('national@passerelle.example', PASSWORD);
    const begun = performance.now();
    const { id: campaignId } = await api.call<Campaign>('esat/campaigns', { token, form: form(rows) });
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
  } finally {
    await children.stop();
  }
}

/** The Cnaf's list of so many Esat that nobody knows yet, and what is typed beside it. */
function form(rows: number): FormData {
  const line = (nth: number): Partial<Record<ColumnKey, string>> => ({
    siret: inventedSiret(LIST_SEED + nth),
    raisonSociale: `ESAT de la liste ${nth}`,
    adresse: '1 rue des Tilleuls',
    codePostal: '93000',
    commune: 'Bobigny',
    departement: '93',
    courriel: `contact-${nth}@liste.example`,
    connuMcp: 'Non',
    connuHabtiers: 'Non',
  });
  const lines = Array.from({ length: rows }, (_, nth) => COLUMNS.map(({ key }) => line(nth)[key] ?? ''));
  const text = [COLUMNS.map(({ header }) => header), ...lines].map((cells) => cells.join(';')).join('\r\n');
  const data = new FormData();
  data.set('file', new Blob([text]), 'liste.csv');
  data.set('name', 'Liste');
  data.set('deadline', parisDate(new Date(Date.now() + 60 * DAY_MS)));
  data.set('opensOn', parisDate(new Date()));
  return data;
}
