import type { ToDo } from '../domain/command/acts.ts';
import type { Context } from '../domain/decision/context.ts';
import type { AnyRoute, Passage } from '../domain/dossier/kind.ts';
import type { ProcessType, Waiting } from '../domain/process/types.ts';
import type { StoreTx } from './store.ts';

/** Where a process stands after an act, and the passages of its story that it made. */
export interface Stepped extends Waiting {
  walked?: Passage[];
}

/**
 * How one type of process turns an act into its next waiting state, inside the transaction of the caller.
 * `act` is an act of the type, read at the door (applyCommand.ts), or a step of the process itself;
 * `route`: where the phases of its story lead, none for a process that has no phases.
 */
export interface Procedure<T extends ProcessType> {
  /** how the store runs it */
  readonly way: 'transaction' | 'optimistic';
  run(tx: StoreTx, processId: string, act: ToDo<T>, context: Context, route: AnyRoute): Promise<Stepped>;
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
