import { openSession } from '../../adapters/identity/sessions.ts';
import { LINE_COLUMNS } from '../../domain/esatDeclaration/columns.ts';
import { openYear } from '../../domain/esatDeclaration/window.ts';
import { startChildren } from '../children.ts';
import { Api } from '../demo/http.ts';
import { pause } from '../pids.ts';
import { joinEsat, openEsat } from '../seed/openEsat.ts';
import { percentile, round, timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { inventedSiret } from './partners.ts';

const FIRST_SEED = 700_000;
const WORKERS = 100;
/** Submits of an Esat that is alone, half before the crowd and half after it: what else the machine does meanwhile changes. */
const ALONE = 100;
/** Open all year, so that the last day is whenever the bench runs. */
const WINDOW = { from: '01-01', to: '12-31' };

export interface EsatFigures {
  esats: number;
  workers: number;
  minutes: number;
  aloneP50Ms: number;
  aloneP95Ms: number;
  p50Ms: number;
  p95Ms: number;
  ratio: number;
  /** workers that an Esat submitted and that are not there afterwards */
  lost: number;
  /** receipts that were given and are not what is kept */
  astray: number;
}

/**
 * The last day of the window (ESAT-8): every Esat keeps a draft of 100 workers and submits it, all of them within some minutes, each coming when it
 * likes and whether or not the one before has been answered. A submit is timed against one alone in the same run; then everything is counted from
 * the tables alone, against the receipts that were given.
 */
export async function benchEsat(
  machine: Machine,
  { esats, minutes }: { esats: number; minutes: number },
  progress: (done: number) => void,
): Promise<EsatFigures> {
  const { database } = machine;
  const tokens: string[] = [];
  await timed(esats + ALONE, 8, async (index) => {
    const at = new Date();
    const of = { siret: inventedSiret(FIRST_SEED + index), raisonSociale: `Esat ${index}`, passwordHash: 'x' };
    const { groupId, administrateurId } = await openEsat(database, of, at);
    await joinEsat(database, groupId, administrateurId, at);
    const session = await openSession(database, administrateurId, { at, ip: null, userAgent: null });
    tokens[index] = session.token;
  });
  const environment = { ...machine.environment, POLICY_ESAT_8_FROM: WINDOW.from, POLICY_ESAT_8_TO: WINDOW.to };
  const children = startChildren(environment, (line) => console.error(line), ['server.ts']);
  try {
    const base = `http://127.0.0.1:${machine.environment.PORT}`;
    await children.ready(`${base}/health/live`);
    const year = openYear(new Date(), WINDOW) ?? 0;
    const api = new Api(base);
    const path = `esat/declarations/${year}`;
    const draft = (index: number) =>
      api.call(`${path}/draft`, { method: 'PUT', token: tokens[index], json: { lines: linesOf(index) } });
    const receipts: string[] = [];
    const submit = async (index: number) => {
      const begun = performance.now();
      const json = { confirmed: false };
      const { number } = await api.call<{ number: string }>(`${path}/submissions`, { token: tokens[index], json });
      receipts.push(number);
      return performance.now() - begun;
    };
    const alone: number[] = [];
    const aloneUntil = async (end: number) => {
      for (let index = esats + alone.length; index < end; index += 1) {
        await draft(index);
        alone.push(await submit(index));
      }
    };
    await aloneUntil(esats + ALONE / 2);
    const crowd: number[] = [];
    const between = (minutes * 60_000) / esats;
    const coming: Promise<void>[] = [];
    for (let index = 0; index < esats; index += 1) {
      coming.push(
        (async () => {
          await draft(index);
          crowd.push(await submit(index));
          progress(crowd.length);
        })(),
      );
      // as people come: now and then several at once
      await pause(-Math.log(1 - spread(index)) * between);
    }
    await Promise.all(coming);
    await aloneUntil(esats + ALONE);
    // of each declaration, the submission that counts and its lines
    const kept = await database.$queryRaw<{ number: string; lines: number }[]>`
      SELECT s.number, count(l.*)::int AS lines FROM esat_declaration d JOIN esat_submission s ON s.id = d.submission_id
        LEFT JOIN esat_line l ON l.submission_id = s.id GROUP BY s.id`;
    const whole = new Set(kept.filter(({ lines }) => lines === WORKERS).map(({ number }) => number));
    const astray = receipts.filter((number) => !whole.has(number)).length + Math.abs(kept.length - receipts.length);
    const counted = kept.reduce((sum, { lines }) => sum + lines, 0);
    const [aloneP95, p95] = [percentile(alone, 95), percentile(crowd, 95)];
    return {
      ...{ esats, workers: WORKERS, minutes, lost: (esats + ALONE) * WORKERS - counted, astray },
      ...{ aloneP50Ms: round(percentile(alone, 50)), aloneP95Ms: round(aloneP95) },
      ...{ p50Ms: round(percentile(crowd, 50)), p95Ms: round(p95), ratio: round(p95 / aloneP95, 2) },
    };
  } finally {
    await children.stop();
  }
}

/** The same numbers between 0 and 1 in every run. */
const spread = (index: number): number => (((index + 1) * 7_919) % 10_007) / 10_007;

function linesOf(esat: number): Record<string, string>[] {
  return Array.from({ length: WORKERS }, (_, index) => ({
    ...Object.fromEntries(LINE_COLUMNS.map(({ key }) => [key, ''])),
    ...{
      number: String(1_000_000 + esat * WORKERS + index),
      lastName: 'Essai',
      firstName: 'Awa',
      birthDate: '31/12/1985',
    },
    ...{ caf: index % 10 === 0 ? '75' : '93', aah: 'Oui', rate: '80', direct: '245,60', aid: '912,35' },
  }));
}
