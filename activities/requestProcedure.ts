import { decideRequest } from '../domain/accessRequest/decide.ts';
import type { AccessRequest } from '../domain/accessRequest/types.ts';
import { projectRequest } from '../domain/accessRequest/waiting.ts';
import { unknownProcess } from '../domain/errors.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type Procedure, toWaiting } from './procedure.ts';
import type { StoreTx } from './store.ts';

/** Access requests: one act, one decision, one save; an accepted one inserts its dossiers in the same transaction. */
export function requestProcedure(policy: Policy): Procedure<'accessRequest'> {
  return {
    way: 'transaction',
    async run(tx, processId, act, context) {
      const request = await load(tx, processId, context.at);
      const outcome = decideRequest(request, act, context);
      const projection = projectRequest(outcome.request, policy);
      await tx.saveRequest(request, outcome, projection, context.at, context.actor);
      return toWaiting(projection);
    },
    async current(tx, processId) {
      return toWaiting(projectRequest(await load(tx, processId), policy));
    },
  };
}

async function load(tx: StoreTx, processId: string, at?: Date): Promise<AccessRequest> {
  const request = await tx.loadRequest(processId, at);
  if (request === null) throw unknownProcess('request');
  return request;
}
