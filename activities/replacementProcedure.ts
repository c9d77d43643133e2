import { handOver } from '../domain/appointment/handOver.ts';
import type { Context } from '../domain/decision/context.ts';
import { type Decision, decide } from '../domain/dossier/decide.ts';
import { project } from '../domain/dossier/waiting.ts';
import { DomainError } from '../domain/errors.ts';
import { decidePeople } from '../domain/people/decide.ts';
import { AS_SIGNED } from '../domain/people/rights.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { loadKnownDossier } from './dossierProcedure.ts';
import { type Procedure, toWaiting } from './procedure.ts';
import type { StoreTx } from './store.ts';

/** Annexe 3: a dossier of one document, which changes the partner's people at its countersignature, in the same transaction (ADM-4). */
export function replacementProcedure(policy: Policy, newLogin: () => string): Procedure<'administratorReplacement'> {
  return {
    way: 'transaction',
    async run(tx, processId, act, context) {
      const dossier = await loadKnownDossier(tx, processId);
      const decision = decide(dossier, act, context);
      const projection = project(decision.dossier, policy, context.at);
      await tx.saveDossier(dossier, decision, projection, context.at, context.actor);
      if (dossier.endedAs === null && decision.dossier.endedAs === 'APPLIQUEE')
        await changePeople(tx, decision, { ...context, newLogin });
      return toWaiting(projection);
    },
    async current(tx, processId, at) {
      return toWaiting(project(await loadKnownDossier(tx, processId), policy, at));
    },
  };
}

/** Whatever of the people refuses it refuses the countersignature: nothing is changed, and the agent is told why. */
async function changePeople(
  tx: StoreTx,
  { dossier }: Decision,
  context: Context & { newLogin: () => string },
): Promise<void> {
  const act = handOver(dossier);
  const roster = await tx.loadPeople(dossier.partner.id, {
    accountIds: [act.leavingId, 'userId' in act.incoming ? act.incoming.userId : null].filter((id) => id !== null),
    emails: 'create' in act.incoming ? [act.incoming.create.email] : [],
  });
  if (roster === null) throw new DomainError('PROCESSUS_INCONNU', "Ce dossier n'a pas de partenaire.");
  const people = decidePeople(roster, act, { ...context, actorCaf: null }, AS_SIGNED);
  await tx.savePeople(roster, people, dossier.id, context.at, context.actor);
}
