import { randomBytes } from 'node:crypto';
import { signedHash } from '../../adapters/files/signedHash.ts';
import { insertDossier } from '../../adapters/store/dossier/startProcess.ts';
import { type Row, toDocument } from '../../adapters/store/rows.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import type { EsatAct } from '../../domain/esatOnboarding/acts.ts';
import { QUEUES } from '../../domain/process/queues.ts';
import { pause } from '../pids.ts';
import { percentile, round, timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { dossier } from './partners.ts';

const AGENT: Actor = { id: 'bench-agent', role: 'agent', label: 'Agent', ip: null };
const PARTNER: Actor = { id: 'bench-partner', role: 'partner', label: 'Représentant', ip: null };
const POLL_MS = 10;

/** The acts of use case 1 in their order. */
const STEPS = ['form', 'eligible', 'complete', 'sign', 'countersign'] as const;
type Step = (typeof STEPS)[number];

/** Inserts a dossier, starts its process and waits for its first step, as a campaign does. */
export async function startOnboarding(machine: Machine, seed: number): Promise<string> {
  const { launching, gateway } = machine;
  const id = await insertDossier(launching, dossier(seed), new Date());
  await gateway.start({ type: 'esatOnboarding', processId: id });
  await firstStep(machine, 'process', id);
  return id;
}

/** One onboarding from nothing to an opened service, every act through the API's own way (command row, Update, outcome). */
export async function onboard(machine: Machine, seed: number): Promise<void> {
  const id = await startOnboarding(machine, seed);
  for (const step of STEPS) await act(machine, id, step);
}

/** One act of a person on an onboarding that waits for it. */
export async function act(machine: Machine, processId: string, step: Step): Promise<void> {
  const actor = step === 'eligible' || step === 'countersign' ? AGENT : PARTNER;
  await send(machine, processId, await actOf(machine, processId, step), actor);
}

/** Ends an onboarding that waits. */
export function cancelOnboarding(machine: Machine, processId: string): Promise<void> {
  return send(machine, processId, { type: 'cancel', reason: 'Mesure' }, AGENT);
}

async function send(machine: Machine, processId: string, act: EsatAct, actor: Actor): Promise<void> {
  const key = randomBytes(8).toString('hex');
  const outcome = await machine.commands.send({ processId, type: 'esatOnboarding', act, actor, key, bodyHash: key });
  if (outcome.status === 'refused') throw new Error(`${act.type}: ${outcome.code} ${outcome.message}`);
}

/** Reads what a page shows before the act: one query, planned once, as the floor makes one too. */
export async function actOf({ launching }: Machine, processId: string, step: Step): Promise<EsatAct> {
  if (step === 'form')
    return { type: 'fillEligibility', form: { casf: true, cdaph: true, places: 40, autorisation: 'Arrêté 2019-12' } };
  if (step === 'eligible' || step === 'countersign') {
    const [task] = await launching.$queryRaw<
      { id: string }[]
    >`SELECT id FROM task WHERE process_id = ${processId} AND state = 'OUVERTE' LIMIT 1`;
    return { type: 'completeTask', taskId: task?.id ?? '', outcome: step, fields: {} };
  }
  const rows = await launching.$queryRaw<
    { row: Row }[]
  >`SELECT to_jsonb(d) AS row FROM document d WHERE process_id = ${processId}`;
  const documents = rows.map(({ row }) => toDocument(row));
  if (step === 'sign') {
    const waiting = documents.filter((document) => document.state === 'A_SIGNER');
    const shown = waiting.map((document) => ({
      id: document.id,
      version: document.version,
      hash: signedHash(document),
    }));
    return { type: 'sign', documents: shown, name: 'Anne Roy', function: 'Directrice' };
  }
  const bulletin = documents.find((document) => document.kind === 'BULLETIN');
  return {
    type: 'complete',
    documentId: bulletin?.id ?? '',
    content: {
      raisonSociale: 'ESAT inventé',
      siret: bulletin?.siret ?? '',
      roles: ['ESAT'],
      departments: [bulletin?.caf ?? ''],
      administrateur: { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@esat.example' },
      signatory: { name: 'Anne Roy', function: 'Directrice' },
    },
  };
}

/** Starts a bare workflow and waits for its first step. */
export async function startBare(machine: Machine, timers: readonly boolean[]): Promise<string> {
  const processId = `bare-${randomBytes(8).toString('hex')}`;
  await machine.client.workflow.start('bare', {
    taskQueue: QUEUES.people,
    workflowId: processId,
    args: [{ processId, timers }],
  });
  await firstStep(machine, 'floor', processId);
  return processId;
}

/** The floor of one onboarding: the same starts, updates, timers and reads, one INSERT for each act. */
export async function onboardBare(machine: Machine, timers: readonly boolean[]): Promise<void> {
  const id = await startBare(machine, timers);
  for (const step of STEPS) {
    if (step !== 'form') await floorRow(machine, id);
    await updateBare(machine, id);
  }
}

/** Ends a bare workflow that waits. */
export async function endBare({ client }: Machine, processId: string): Promise<void> {
  await client.workflow.getHandle(processId).cancel();
}

export async function updateBare({ client }: Machine, processId: string): Promise<void> {
  await client.workflow.getHandle(processId).executeUpdate('step');
}

async function floorRow({ launching }: Machine, processId: string): Promise<boolean> {
  const rows = await launching.$queryRaw<
    unknown[]
  >`SELECT id FROM bench_floor WHERE process_id = ${processId} ORDER BY id DESC LIMIT 1`;
  return rows.length > 0;
}

/** Of these ids those that have taken their first step. */
const STEPPED = {
  process: ({ launching }: Machine, ids: string[]) =>
    launching.$queryRaw<
      { id: string }[]
    >`SELECT id FROM process WHERE id = ANY(${ids}) AND workflow_started_at IS NOT NULL`,
  floor: ({ launching }: Machine, ids: string[]) =>
    launching.$queryRaw<
      { id: string }[]
    >`SELECT DISTINCT process_id AS id FROM bench_floor WHERE process_id = ANY(${ids})`,
};

interface Waiting {
  until: number;
  stepped(): void;
  failed(error: unknown): void;
}
interface Lookout {
  waiting: Map<string, Waiting>;
  looking: boolean;
}
const lookouts: Record<keyof typeof STEPPED, Lookout> = {
  process: { waiting: new Map(), looking: false },
  floor: { waiting: new Map(), looking: false },
};

/**
 * Waits for a first step. One look is for all who wait, and planned once: a look by each was seventeen an onboarding, each planned anew, which is
 * no part of what is measured, and cost less on the floor, whose table has two indexes and not twenty.
 */
function firstStep(machine: Machine, of: keyof typeof STEPPED, id: string): Promise<void> {
  const lookout = lookouts[of];
  return new Promise((stepped, failed) => {
    lookout.waiting.set(id, { until: Date.now() + 30_000, stepped, failed });
    if (!lookout.looking) void look(machine, of);
  });
}

/** Looks until nobody waits. */
async function look(machine: Machine, of: keyof typeof STEPPED): Promise<void> {
  const lookout = lookouts[of];
  const { waiting } = lookout;
  lookout.looking = true;
  while (waiting.size > 0) {
    try {
      for (const { id } of await STEPPED[of](machine, [...waiting.keys()])) {
        waiting.get(id)?.stepped();
        waiting.delete(id);
      }
      if ([...waiting.values()].some(({ until }) => Date.now() > until))
        throw new Error('A process took no first step within 30 s');
    } catch (error) {
      for (const { failed } of waiting.values()) failed(error);
      waiting.clear();
    }
    await pause(POLL_MS);
  }
  lookout.looking = false;
}

/** After which steps a timer stands, read from a real history: the floor gets the same. */
async function timersOf(
  machine: Machine,
  processId: string,
): Promise<{ timers: boolean[]; events: Record<string, number> }> {
  const { events = [] } = await machine.client.workflow.getHandle(processId).fetchHistory();
  const counts: Record<string, number> = {};
  const timers: boolean[] = [];
  for (const event of events ?? []) {
    const kind = Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '';
    const name = kind.replace('EventAttributes', '');
    if (
      [
        'markerRecorded',
        'timerStarted',
        'timerCanceled',
        'workflowExecutionUpdateAccepted',
        'workflowTaskCompleted',
      ].includes(name)
    )
      counts[name] = (counts[name] ?? 0) + 1;
    // a step is a local activity; the marker of a patch is none
    if (event.markerRecordedEventAttributes?.markerName === 'core_local_activity') timers.push(false);
    if (name === 'timerStarted' && timers.length > 0) timers[timers.length - 1] = true;
  }
  return { timers, events: counts };
}

export interface OnboardingFigures {
  onboardings: number;
  atOnce: number;
  /** per second, and the ratio of the costs: wall time per onboarding over wall time per floor, the median of the rounds */
  perSecond: number;
  floorPerSecond: number;
  ratio: number;
  /** one alone */
  aloneP50Ms: number;
  floorAloneP50Ms: number;
  aloneRatio: number;
  /** CPU in ms per onboarding, by part */
  cpuMs: Record<string, number>;
  floorCpuMs: Record<string, number>;
  cpuRatio: number;
  events: Record<string, number>;
  floorEvents: Record<string, number>;
  timers: readonly boolean[];
}

/** P1: onboarding and floor by turns in small rounds, so that what else the machine does falls on both. */
export async function benchOnboarding(machine: Machine, count: number, atOnce: number): Promise<OnboardingFigures> {
  let seed = 0;
  const first = await startOnboarding(machine, seed++);
  for (const step of STEPS) await act(machine, first, step);
  const { timers, events } = await timersOf(machine, first);
  const bareOne = await startBare(machine, timers);
  for (const _ of STEPS) await updateBare(machine, bareOne);
  const { events: floorEvents } = await timersOf(machine, bareOne);
  await timed(20, atOnce, () => onboard(machine, seed++));
  await timed(20, atOnce, () => onboardBare(machine, timers));

  const rounds = 7;
  const real = { wallMs: 0, cpu: {} as Record<string, number> };
  const floor = { wallMs: 0, cpu: {} as Record<string, number> };
  const ratios: number[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const walls: number[] = [];
    for (const [into, work] of [
      [floor, () => onboardBare(machine, timers)],
      [real, () => onboard(machine, seed++)],
    ] as const) {
      const before = await machine.cpu();
      const { wallMs } = await timed(Math.ceil(count / rounds), atOnce, work);
      walls.push(wallMs);
      into.wallMs += wallMs;
      const after = await machine.cpu();
      for (const [part, ms] of Object.entries(after))
        into.cpu[part] = (into.cpu[part] ?? 0) + ms - before[part as keyof typeof before];
    }
    ratios.push((walls[1] ?? Number.NaN) / (walls[0] ?? Number.NaN));
  }
  const done = Math.ceil(count / rounds) * rounds;
  const alone: number[] = [];
  const floorAlone: number[] = [];
  for (let index = 0; index < 25; index += 1) {
    floorAlone.push(...(await timed(1, 1, () => onboardBare(machine, timers))).each);
    alone.push(...(await timed(1, 1, () => onboard(machine, seed++))).each);
  }
  const per = (cpu: Record<string, number>) =>
    Object.fromEntries(Object.entries(cpu).map(([part, ms]) => [part, round(ms / done)]));
  const sum = (cpu: Record<string, number>) => Object.values(cpu).reduce((total, ms) => total + ms, 0);
  return {
    onboardings: done,
    atOnce,
    perSecond: round((done / real.wallMs) * 1_000),
    floorPerSecond: round((done / floor.wallMs) * 1_000),
    ratio: round(percentile(ratios, 50), 3),
    aloneP50Ms: round(percentile(alone, 50)),
    floorAloneP50Ms: round(percentile(floorAlone, 50)),
    aloneRatio: round(percentile(alone, 50) / percentile(floorAlone, 50), 3),
    cpuMs: per(real.cpu),
    floorCpuMs: per(floor.cpu),
    cpuRatio: round(sum(real.cpu) / sum(floor.cpu), 3),
    events,
    floorEvents,
    timers,
  };
}
