import { appointDesignated } from '../domain/appointment/appointDesignated.ts';
import { PROCESS_ACTOR } from '../domain/decision/actor.ts';
import type { Context } from '../domain/decision/context.ts';
import { type Decision, decide } from '../domain/dossier/decide.ts';
import type { Dossier, DossierType } from '../domain/dossier/types.ts';
import { project } from '../domain/dossier/waiting.ts';
import { DomainError } from '../domain/errors.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { moveToSuccessor } from '../domain/succession/moveToSuccessor.ts';
import { type Procedure, toWaiting } from './procedure.ts';
import type { JoinedDecision, StoreTx } from './store.ts';

/** Conventionnement and Esat onboarding: the same aggregate, the same table of documents. */
export function dossierProcedure(policy: Policy, newLogin: () => string): Procedure<DossierType> {
  return {
    way: 'optimistic',
    async run(tx, processId, act, context) {
      let dossier = await loadKnownDossier(tx, processId);
      if (act.type === 'open' && !dossier.opened && dossier.facts.reprise !== null)
        dossier = await withReprise(tx, dossier, context);
      const decision = await withPeople(tx, decide(dossier, act, context), { ...context, newLogin });
      const projection = project(decision.dossier, policy, context.at);
      await tx.saveDossier(dossier, decision, projection, context.at, context.actor);
      return toWaiting(projection);
    },
    async current(tx, processId, at) {
      return toWaiting(project(await loadKnownDossier(tx, processId), policy, at));
    },
  };
}

/** A dossier that must be there: throws PROCESSUS_INCONNU. */
export async function loadKnownDossier(tx: StoreTx, processId: string): Promise<Dossier> {
  const dossier = await tx.loadDossier(processId);
  if (dossier === null) throw new DomainError('PROCESSUS_INCONNU', "Ce dossier n'existe pas.");
  return dossier;
}

/** What the act that puts documents in force does to people: ADM-10, the first administrateur's account; DEL-10, groups move to the successor. */
async function withPeople(
  tx: StoreTx,
  decision: Decision,
  context: Context & { newLogin: () => string },
): Promise<JoinedDecision> {
  const { designation, succession, dossier } = decision;
  if (designation === null && succession === null) return decision;
  const roster = await tx.loadPeople(dossier.partner.id, {
    accountIds: [],
    emails: designation === null ? [] : [designation.email],
  });
  if (roster === null) throw new DomainError('PROCESSUS_INCONNU', "Ce dossier n'a pas de partenaire.");
  const moved = succession === null ? decision : moveToSuccessor(decision, succession, roster, context);
  if (designation === null) return moved;
  const actor = designation.byCaf ? context.actor : PROCESS_ACTOR;
  return appointDesignated(moved, designation, roster, { ...context, actor, actorCaf: null });
}

/** §4.3 « Known partners »: convention and contrat signed before Passerelle are recorded first. */
async function withReprise(tx: StoreTx, dossier: Dossier, context: Context): Promise<Dossier> {
  await tx.recordReprise(dossier, context.at);
  return loadKnownDossier(tx, dossier.id);
}
