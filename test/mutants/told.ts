import type { Stepped } from '../../activities/procedure.ts';
import type { Fakes } from './stage.ts';

/** What an activity tells: at once, or as of the instant it is asked, or when its time comes. */
type Answer = (Stepped & { done?: true }) | ((at: number) => Answer | Promise<Answer>);

/** One call: 'open', 'tick', the id of a command, or the activity's name. */
export interface Call {
  what: string;
  at: number;
  input: object;
}

/** Where a process stands. */
export const stands = (state: string, nextActionAt: number | null = null, over: Partial<Stepped> = {}): Stepped => ({
  state,
  nextActionAt: nextActionAt === null ? null : new Date(nextActionAt).toISOString(),
  ended: false,
  ...over,
});
export const ends = (state: string): Stepped => stands(state, null, { ended: true });
/** … after a command that was carried out now. */
export const done = (waiting: Stepped): Stepped & { done: true } => ({ ...waiting, done: true });

/**
 * Activities of a process that tell what is written here, by what they are asked, one answer after the other, the last one again and again;
 * and what they were asked, in turn. `beside`: those of mass work.
 */
export function told(answers: Record<string, Answer | readonly Answer[]>) {
  const calls: Call[] = [];
  const flight = { now: 0, most: 0 };
  async function answer(what: string, input: { at: string }): Promise<Stepped & { done?: true }> {
    const given = [answers[what] ?? []].flat() as Answer[];
    const nth = calls.filter((call) => call.what === what).length;
    const at = Date.parse(input.at);
    calls.push({ what, at, input });
    flight.now += 1;
    flight.most = Math.max(flight.most, flight.now);
    try {
      let next = given[Math.min(nth, given.length - 1)];
      if (next === undefined) throw new Error(`${what} was not to be asked`);
      while (typeof next === 'function') next = await next(at);
      return next;
    } finally {
      flight.now -= 1;
    }
  }
  const fakes: Fakes = {
    applyStep: (input) => answer(input.step, input),
    applyCommand: (input) => answer(input.commandId, input),
  };
  const beside: Fakes = {
    launchBatch: (input) => answer('launchBatch', input),
    importBatch: (input) => answer('importBatch', input),
    launchCorrections: (input) => answer('launchCorrections', input),
    openWave: (input) => answer('openWave', input),
    completeClosing: (input) => answer('completeClosing', input),
  };
  return { fakes, beside, calls, flight, names: () => calls.map(({ what }) => what) };
}

/** A moment that comes when the scenario says so. */
export function moment() {
  let come: () => void = () => undefined;
  const came = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { came, come: () => come() };
}
