/** Whoever said nothing for so long has died, or its machine has: with the page's own refreshing it shows within ten seconds. */
export const SILENT_AFTER_MS = 6_000;
/** The sweep is taken over by another worker once its own is known to have died. */
const SWEEP_SILENT_AFTER_MS = 30_000;

/** EN_MARCHE, MUET (said nothing for too long), REMPLACE (MUET, and another began in its place), ARRETE (told to stop, in order). */
export const RUN_STATES = ['EN_MARCHE', 'MUET', 'REMPLACE', 'ARRETE'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What a worker says of itself: when it began, when it last said that it runs, for how long (ms) it has said nothing since. */
export interface Pulse {
  id: string;
  startedAt: Date;
  stoppedAt: Date | null;
  beatAt: Date;
  silentMs: number;
}

/** These workers, each with its state (§4). One in whose place another began is told, and troubles nobody any more: each newcomer takes one place. */
export function runStates<P extends Pulse>(pulses: readonly P[]): (P & { state: RunState })[] {
  const workers = pulses.map((one) => ({ ...one, state: ownState(one) }));
  const newcomers = workers.filter(({ state }) => state === 'EN_MARCHE').toSorted(by('startedAt'));
  const taken = new Set<string>();
  for (const { id, beatAt } of workers.filter(({ state }) => state === 'MUET').toSorted(by('beatAt'))) {
    const since = newcomers.findIndex(({ startedAt }) => startedAt > beatAt);
    if (since === -1) continue;
    newcomers.splice(since, 1);
    taken.add(id);
  }
  return workers.map((one) => (taken.has(one.id) ? { ...one, state: 'REMPLACE' } : one));
}

/** The sweep's: another worker takes it over, so that it is never replaced by a newcomer. */
export const sweepState = (silentMs: number): 'EN_MARCHE' | 'MUET' =>
  silentMs > SWEEP_SILENT_AFTER_MS ? 'MUET' : 'EN_MARCHE';

function ownState({ stoppedAt, silentMs }: Pulse): RunState {
  if (stoppedAt !== null) return 'ARRETE';
  return silentMs > SILENT_AFTER_MS ? 'MUET' : 'EN_MARCHE';
}

const by =
  (instant: 'startedAt' | 'beatAt') =>
  (a: Pulse, b: Pulse): number =>
    a[instant].getTime() - b[instant].getTime();
