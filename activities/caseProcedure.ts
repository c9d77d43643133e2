import { decideCase, projectCase } from '../domain/case/decide.ts';
import { caseKind } from '../domain/case/kinds.ts';
import type { Case } from '../domain/case/types.ts';
import { DomainError } from '../domain/errors.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type Procedure, stepOf, toWaiting } from './procedure.ts';
import type { StoreTx } from './store.ts';

/** Processes about a partner's people (domain/case): one act, one decision, one save, whatever the kind. */
export function caseProcedure(policy: Policy, newLogin: () => string): Procedure {
  return {
    way: 'transaction',
    async run(tx, processId, act, context) {
      const before = await load(tx, processId, act);
      const kind = caseKind(before.type);
      const decision = decideCase(kind, before, act, stepOf(act), { ...context, newLogin });
      const projection = projectCase(kind, decision.case, policy);
      // one that has ended keeps only what is noted of it: a mail that was refused (R2)
      if (!before.ended || decision.audit.length > 0)
        await tx.saveCase(before, decision, projection, context.at, context.actor);
      return toWaiting(projection);
    },
    async current(tx, processId) {
      const one = await load(tx, processId, null);
      return toWaiting(projectCase(caseKind(one.type), one, policy));
    },
  };
}

async function load(tx: StoreTx, processId: string, act: unknown): Promise<Case> {
  const found = await tx.loadCase(processId, act);
  if (found === null) throw new DomainError('PROCESSUS_INCONNU', "Ce dossier n'existe pas.");
  return found;
}
