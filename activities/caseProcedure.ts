import { decideCase, projectCase } from '../domain/case/decide.ts';
import { caseKind } from '../domain/case/kinds.ts';
import type { Case, CaseType } from '../domain/case/types.ts';
import { unknownProcess } from '../domain/errors.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type Procedure, toWaiting } from './procedure.ts';
import type { StoreTx } from './store.ts';

/** Processes about a partner's people (domain/case): one act, one decision, one save, whatever the kind. */
export function caseProcedure<K extends CaseType>(type: K, policy: Policy, newLogin: () => string): Procedure<K> {
  const kind = caseKind(type);
  return {
    way: 'transaction',
    async run(tx, processId, act, context) {
      const before = await load(tx, processId, kind.namedBy?.(act) ?? []);
      const decision = decideCase(kind, before, act, { ...context, newLogin });
      const projection = projectCase(kind, decision.case, policy);
      // one that has ended keeps only what is noted of it: a mail that was refused (R2)
      if (!before.ended || decision.audit.length > 0)
        await tx.saveCase(before, decision, projection, context.at, context.actor);
      return toWaiting(projection);
    },
    async current(tx, processId) {
      return toWaiting(projectCase(kind, await load(tx, processId, []), policy));
    },
  };
}

async function load(tx: StoreTx, processId: string, named: readonly string[]): Promise<Case> {
  const found = await tx.loadCase(processId, named);
  if (found === null) throw unknownProcess('dossier');
  return found;
}
