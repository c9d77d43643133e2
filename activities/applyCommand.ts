import { onlyReads } from '../domain/caf/inCharge.ts';
import { ofEachCase } from '../domain/case/kinds.ts';
import type { CaseType } from '../domain/case/types.ts';
import { readAct } from '../domain/command/acts.ts';
import { type Actor, PROCESS_ACTOR } from '../domain/decision/actor.ts';
import type { Context } from '../domain/decision/context.ts';
import type { AnyKind, AnyRoute } from '../domain/dossier/kind.ts';
import { DomainError, lapsed } from '../domain/errors.ts';
import type { DossierType } from '../domain/kinds.ts';
import { type CommandOutcome, DONE, type ProcessType } from '../domain/process/types.ts';
import { accountProcedure } from './accountProcedure.ts';
import { caseProcedure } from './caseProcedure.ts';
import { closureProcedure } from './closureProcedure.ts';
import type { Deps } from './deps.ts';
import { dossierProcedure } from './dossierProcedure.ts';
import type { Procedure, Stepped } from './procedure.ts';
import { requestProcedure } from './requestProcedure.ts';

export interface CommandInput<T extends ProcessType = ProcessType> {
  type: T;
  processId: string;
  commandId: string;
  /** ISO instant of the workflow */
  at: string;
  /** where the phases of its story lead */
  route?: AnyRoute;
  /** told by another workflow than the process's own, because that one was not found */
  afterwards?: true;
}

/** Where the process stands after a command. `done`: this run carried it out; otherwise its row tells what became of it. */
export interface Applied extends Stepped {
  done?: true;
}

export interface StepInput {
  type: ProcessType;
  processId: string;
  step: 'open' | 'tick';
  at: string;
  route?: AnyRoute;
}

/** One act of a person, one transaction (P2); and the process's own steps. */
export function processActivities(deps: Deps) {
  const account = accountProcedure(deps.policy);
  const others: { [T in Exclude<ProcessType, DossierType>]: Procedure<T> } = {
    accessRequest: requestProcedure(deps.policy),
    esatCampaign: deps.campaign,
    tuteurReopening: deps.tuteurReopening,
    userOnboarding: account,
    passwordReset: account,
    accountClosure: closureProcedure(),
    userImport: deps.userImport,
    ...ofEachCase<{ [T in CaseType]: Procedure<T> }>((type) => caseProcedure(type, deps.policy, deps.store.newLogin)),
  };
  const dossiers = Object.entries<AnyKind>(deps.kinds).map(
    ([type, kind]) => [type, dossierProcedure(kind, deps.policy, deps.store.newLogin)] as const,
  );
  const procedures = { ...others, ...Object.fromEntries(dossiers) } as { [T in ProcessType]: Procedure<T> };
  const contextOf = (at: Date, actor: Actor, seed: string): Context => ({
    at,
    actor,
    policy: deps.policy,
    newId: deps.store.idsFrom(seed),
    hash: deps.store.hash,
    mailboxOf: deps.mailboxOf,
  });

  return {
    /**
     * Carries out a stored command. Safe to retry: the command keeps its outcome, a second run returns it.
     * A refusal is an outcome too; only a broken database makes this fail.
     */
    async applyCommand<T extends ProcessType>({
      type,
      processId,
      commandId,
      at,
      route = {},
      afterwards,
    }: CommandInput<T>): Promise<Applied> {
      const now = new Date(at);
      const procedure: Procedure<T> = procedures[type];
      try {
        return await deps.store[procedure.way]<Applied>(async (tx) => {
          const command = await tx.takeCommand(commandId);
          if (command !== null && command.actor.id !== PROCESS_ACTOR.id) deps.people.noticed();
          if (command === null || command.outcome !== null) return procedure.current(tx, processId, now);
          // one that is still to begin takes it itself: whoever acted for it would leave it followed by nothing (R1)
          if (afterwards && !command.begun) return procedure.current(tx, processId, now);
          // past notAfter a command never runs (R7)
          if (now > command.notAfter) throw lapsed();
          if (command.otherInCharge !== null) throw onlyReads('Ce dossier', command.otherInCharge);
          const waiting = await procedure.run(
            tx,
            processId,
            readAct(type, command.act, deps.kinds[type]?.acts),
            contextOf(now, command.actor, commandId),
            route,
          );
          await tx.finishCommand(commandId, DONE, now);
          return { ...waiting, done: true };
        });
      } catch (error) {
        const outcome = refusalOf(error, deps);
        if (outcome === null) throw error;
        return deps.store.transaction(async (tx) => {
          await tx.lock(processId);
          await tx.finishCommand(commandId, outcome, now);
          return procedure.current(tx, processId, now);
        });
      }
    },

    /** A step of the process itself. Safe to retry: what is done is not due any more. */
    async applyStep({ type, processId, step, at, route = {} }: StepInput): Promise<Stepped> {
      const now = new Date(at);
      const procedure = procedures[type];
      return deps.store[procedure.way](async (tx) => {
        await tx.lock(processId);
        return procedure.run(
          tx,
          processId,
          { type: step },
          contextOf(now, PROCESS_ACTOR, `${processId}:${step}:${at}`),
          route,
        );
      });
    },
  };
}

/** A refusal by the rules or by the database's invariants; null for a failure that may pass. */
function refusalOf(error: unknown, deps: Deps): CommandOutcome | null {
  if (error instanceof DomainError) {
    return { status: 'refused', code: error.code, message: error.message, rule: error.rule, faults: [...error.faults] };
  }
  const broken = deps.store.brokenInvariant(error);
  return broken === null ? null : { status: 'refused', ...broken, faults: [] };
}
