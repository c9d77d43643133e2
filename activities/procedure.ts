import type { ToDo } from '../domain/command/acts.ts';
import type { Context } from '../domain/decision/context.ts';
import type { ProcessType, Waiting } from '../domain/process/types.ts';
import type { StoreTx } from './store.ts';

/**
 * How one type of process turns an act into its next waiting state, inside the transaction of the caller.
 * `act` is an act of the type, read at the door (applyCommand.ts), or a step of the process itself.
 */
export interface Procedure<T extends ProcessType> {
  /** how the store runs it */
  readonly way: 'transaction' | 'optimistic';
  run(tx: StoreTx, processId: string, act: ToDo<T>, context: Context): Promise<Waiting>;
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
