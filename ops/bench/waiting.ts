import { mb, round, timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { cancelOnboarding, endBare, startBare, startOnboarding } from './onboarding.ts';

/** Far from the seeds of the other parts. */
const FIRST_SEED = 100_000;
const FEW = 100;
/**
 * P6 asks what *waiting* costs: both readings are of a worker that has worked, compiled its code and filled its pools. That takes some thousands,
 * which begin and end: its heap is the same from the first thousand on, what the system gave it grows by 50 MB until the fourth.
 */
const WARMED = 3_000;
/** P3: the campaign's own limit of dossiers in flight. */
const IN_FLIGHT = 50;

export interface WaitingFigures {
  waiting: number;
  seconds: number;
  floorSeconds: number;
  ratio: number;
  /** worker memory with 100 waiting and with all of them (the floor's too), and its growth, in MB */
  rssMb: { few: number; all: number; growth: number };
  heapMb: { few: number; all: number; growth: number };
}

/** P3 and P6: dossiers started until `count` wait for their partner, against as many bare workflows with one row and one timer. */
export async function benchWaiting(
  machine: Machine,
  count: number,
  progress: (done: number) => void,
): Promise<WaitingFigures> {
  let seed = FIRST_SEED;
  await timed(WARMED, IN_FLIGHT, async () => cancelOnboarding(machine, await startOnboarding(machine, seed++)));
  await timed(WARMED, IN_FLIGHT, async () => endBare(machine, await startBare(machine, [true, true])));
  await timed(FEW, IN_FLIGHT, async () => void (await startOnboarding(machine, seed++)));
  const few = await machine.idleWorker();
  const rest = Math.max(0, count - FEW);
  // by turns, so that both meet servers of the same age and fullness
  const rounds = 4;
  const wall = { real: 0, floor: 0 };
  let done = 0;
  for (let round = 0; round < rounds; round += 1) {
    const share = Math.floor((rest * (round + 1)) / rounds) - Math.floor((rest * round) / rounds);
    wall.real += (
      await timed(share, IN_FLIGHT, async () => {
        await startOnboarding(machine, seed++);
        progress(++done);
      })
    ).wallMs;
    wall.floor += (
      await timed(share, IN_FLIGHT, async () => {
        await startBare(machine, [true, true]);
        progress(++done);
      })
    ).wallMs;
  }
  const all = await machine.idleWorker();
  return {
    waiting: count,
    seconds: round(wall.real / 1_000),
    floorSeconds: round(wall.floor / 1_000),
    ratio: round(wall.real / wall.floor, 3),
    rssMb: { few: mb(few.rssBytes), all: mb(all.rssBytes), growth: mb(all.rssBytes - few.rssBytes) },
    heapMb: { few: mb(few.heapBytes), all: mb(all.heapBytes), growth: mb(all.heapBytes - few.heapBytes) },
  };
}
