import type { Context } from '../domain/decision/context.ts';
import type { Waiting } from '../domain/process/types.ts';
import type { StoreTx } from './store.ts';

/**
 * How one type of process turns an act into its next waiting state, inside the transaction of the caller.
 * `act` is what the command table holds, or `{ type: 'open' | 'tick' }` from the process itself.
 */
export interface Procedure {
  /** how the store runs it */
  readonly way: 'transaction' | 'attempt';
  run(tx: StoreTx, processId: string, act: unknown, context: Context): Promise<Waiting>;
  /** where it stands at an instant, changing nothing */
  current(tx: StoreTx, processId: string, at: Date): Promise<Waiting>;
}

/** The part of any projection that the process itself holds. */
export function toWaiting(projection: { state: string; nextActionAt: Date | null; ended: boolean }): Waiting {
  return {
    state: projection.state,
    nextActionAt: projection.nextActionAt?.toISOString() ?? null,
    ended: projection.ended,
  };
}

/** A step of the process itself; `look`, a command from another act's transaction, asks it to see what is now the case. */
export function stepOf(act: unknown): { type: 'open' | 'tick' } | null {
  const { type } = act as { type?: unknown };
  if (type === 'look') return { type: 'tick' };
  return type === 'open' || type === 'tick' ? { type } : null;
}
