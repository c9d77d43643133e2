import { unknownProcess } from '../domain/errors.ts';
import { type Closure, closeOnDate, projectClosure } from '../domain/people/closure.ts';
import { type Procedure, toWaiting } from './procedure.ts';
import type { StoreTx } from './store.ts';

/** accountClosure: an account closes on its date, unless the date is moved or taken away first (ACC-17). */
export function closureProcedure(): Procedure<'accountClosure'> {
  return {
    way: 'transaction',
    async run(tx, processId, _act, context) {
      const closure = await load(tx, processId);
      const decision = closeOnDate(closure, context);
      if (!closure.ended) await tx.saveClosure(closure, decision, context.at, context.actor);
      return toWaiting(decision.projection);
    },
    async current(tx, processId, at) {
      return toWaiting(projectClosure(await load(tx, processId), at));
    },
  };
}

async function load(tx: StoreTx, processId: string): Promise<Closure> {
  const closure = await tx.loadClosure(processId);
  if (closure === null) throw unknownProcess('closure');
  return closure;
}
