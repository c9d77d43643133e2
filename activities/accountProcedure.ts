import { follow, projectFollowed } from '../domain/account/follow.ts';
import type { Followed } from '../domain/account/followed.ts';
import { unknownProcess } from '../domain/errors.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type Procedure, toWaiting } from './procedure.ts';
import type { StoreTx } from './store.ts';

/** The processes that follow one account (userOnboarding, passwordReset): people's acts change its facts, the process looks. */
export function accountProcedure(policy: Policy): Procedure<Followed['type']> {
  return {
    way: 'transaction',
    async run(tx, processId, act, context) {
      const followed = await load(tx, processId);
      const decision = follow(followed, act, context);
      const projection = projectFollowed(decision.followed, policy, context.at);
      if (!followed.ended) await tx.saveFollowed(followed, decision, projection, context.at, context.actor);
      return toWaiting(projection);
    },
    async current(tx, processId, at) {
      return toWaiting(projectFollowed(await load(tx, processId), policy, at));
    },
  };
}

async function load(tx: StoreTx, processId: string): Promise<Followed> {
  const followed = await tx.loadFollowed(processId);
  if (followed === null) throw unknownProcess('account');
  return followed;
}
