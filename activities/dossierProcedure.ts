import { appointDesignated } from '../domain/appointment/appointDesignated.ts';
import { handOver } from '../domain/appointment/handOver.ts';
import { PROCESS_ACTOR } from '../domain/decision/actor.ts';
import type { Context } from '../domain/decision/context.ts';
import { type Decision, decide } from '../domain/dossier/decide.ts';
import type { HandOver } from '../domain/dossier/intents.ts';
import { type AnyKind, own } from '../domain/dossier/kind.ts';
import { repriseDocuments } from '../domain/dossier/reprise.ts';
import type { Dossier } from '../domain/dossier/types.ts';
import { project } from '../domain/dossier/waiting.ts';
import { unknownProcess } from '../domain/errors.ts';
import type { DossierType } from '../domain/kinds.ts';
import { decidePeople } from '../domain/people/decide.ts';
import { AS_SIGNED } from '../domain/people/rights.ts';
import type { Roster } from '../domain/people/types.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { moveToSuccessor } from '../domain/succession/moveToSuccessor.ts';
import { type Procedure, toWaiting } from './procedure.ts';
import type { JoinedDecision, StoreTx } from './store.ts';

/** Processes about documents: one act, one decision, one save, whatever the kind; `route` is the story's (workflows/<kind>). */
export function dossierProcedure(kind: AnyKind, policy: Policy, newLogin: () => string): Procedure<DossierType> {
  return {
    way: kind.changesPeople === true ? 'transaction' : 'optimistic',
    async run(tx, processId, act, context, route) {
      let dossier = await loadKnown(tx, processId);
      if (act.type === 'open' && !dossier.opened) dossier = await withReprise(tx, kind, dossier, context);
      const decided = decide(kind, route, dossier, act, context);
      const decision = await withPeople(tx, decided, { ...context, newLogin });
      const projection = project({ kind, dossier: decision.dossier, policy, at: context.at });
      await tx.saveDossier(dossier, decision, projection, context.at, context.actor);
      if (decision.handOver !== null) await changePeople(tx, decision, decision.handOver, { ...context, newLogin });
      const { phase } = decision.dossier.facts;
      const walked = decision.walked.length > 0 ? { walked: decision.walked } : {};
      return { ...toWaiting(projection), phase, ...walked };
    },
    async current(tx, processId, at) {
      const dossier = await loadKnown(tx, processId);
      return { ...toWaiting(project({ kind, dossier, policy, at })), phase: dossier.facts.phase };
    },
  };
}

/** A dossier that must be there: throws PROCESSUS_INCONNU. */
async function loadKnown(tx: StoreTx, processId: string): Promise<Dossier> {
  const dossier = await tx.loadDossier(processId);
  if (dossier === null) throw unknownProcess('dossier');
  return dossier;
}

/** The people of a dossier's partner, with these besides. */
async function loadPeople(
  tx: StoreTx,
  { partner }: Dossier,
  named: Parameters<StoreTx['loadPeople']>[1],
): Promise<Roster> {
  const roster = await tx.loadPeople(partner.id, named);
  if (roster === null) throw unknownProcess('partner');
  return roster;
}

/** What the act that puts documents in force does to people: ADM-10, the first administrateur's account; DEL-10, groups move to the successor. */
async function withPeople(
  tx: StoreTx,
  decision: Decision,
  context: Context & { newLogin: () => string },
): Promise<JoinedDecision> {
  const { designation, succession, dossier } = decision;
  if (designation === null && succession === null) return decision;
  const roster = await loadPeople(tx, dossier, {
    accountIds: [],
    emails: designation === null ? [] : [designation.email],
  });
  const moved = succession === null ? decision : moveToSuccessor(decision, succession, roster, context);
  if (designation === null) return moved;
  const actor = designation.byCaf ? context.actor : PROCESS_ACTOR;
  return appointDesignated(moved, designation, roster, { ...context, actor, actorCaf: null });
}

/** ADM-4: whatever of the people refuses it refuses the countersignature: nothing is changed, and the agent is told why. */
async function changePeople(
  tx: StoreTx,
  { dossier }: Decision,
  agreed: HandOver,
  context: Context & { newLogin: () => string },
): Promise<void> {
  const act = handOver(agreed);
  const roster = await loadPeople(tx, dossier, {
    accountIds: [act.leavingId, 'userId' in act.incoming ? act.incoming.userId : null].filter((id) => id !== null),
    emails: 'create' in act.incoming ? [act.incoming.create.email] : [],
  });
  const people = decidePeople(roster, act, { ...context, actorCaf: null }, AS_SIGNED);
  await tx.savePeople(roster, people, dossier.id, context.at, context.actor);
}

/** §4.3 « Known partners »: convention and contrat signed before Passerelle are recorded first. */
async function withReprise(tx: StoreTx, kind: AnyKind, dossier: Dossier, context: Context): Promise<Dossier> {
  const reprise = kind.reprise?.(own({ kind, dossier, policy: context.policy, at: context.at }).dossier) ?? null;
  const documents = reprise === null ? [] : repriseDocuments(dossier, reprise, context);
  if (documents.length === 0) return dossier;
  await tx.recordReprise(documents);
  return loadKnown(tx, dossier.id);
}
