import { planYear, stepsLeft, type YearStep } from '../domain/esatDeclaration/window.ts';
import type { PurgedKind } from '../domain/policy/retention.ts';
import type { Waiting } from '../domain/process/types.ts';
import { processActivities } from './applyCommand.ts';
import {
  type ControlNext,
  type EsatStepNext,
  type EsatYear,
  inBatches,
  type PurgeNext,
  type RemindNext,
  type SweptRule,
} from './batches.ts';
import { beating } from './beating.ts';
import type { Deps } from './deps.ts';

/** What only the worker's regular activities need. */
export interface WorkerDeps extends Deps {
  remindNext: RemindNext;
  purgeNext: PurgeNext;
  controlNext: ControlNext;
  esatStepNext: EsatStepNext;
  importBatch: (processId: string, at: Date) => Promise<Waiting>;
  launchCorrections: (processId: string, at: Date, stopping: () => boolean) => Promise<Waiting>;
  openWave: (processId: string, at: Date) => Promise<Waiting>;
  completeClosing: (processId: string, at: Date) => Promise<Waiting>;
}

/** Activities of processes: local ones for commands and steps (P2), a regular one to launch batches. */
export function createActivities(deps: WorkerDeps) {
  return {
    ...processActivities(deps),
    /** Starts the next rows of a campaign (§6.4); safe to retry, see adapters/store/campaign/campaignLaunch.ts. */
    launchBatch: ({ processId, at }: { processId: string; at: string }): Promise<Waiting> =>
      beating((stopping) => deps.launchBatch(processId, new Date(at), stopping)),
    /** Makes the next accounts of an imported list; safe to retry, see adapters/store/people/userImport.ts. */
    importBatch: ({ processId, at }: { processId: string; at: string }): Promise<Waiting> =>
      beating(() => deps.importBatch(processId, new Date(at))),
    /** Starts the next corrections of a reopening (domain.md §5); safe to retry, see adapters/store/tuteur/launchCorrections.ts. */
    launchCorrections: ({ processId, at }: { processId: string; at: string }): Promise<Waiting> =>
      beating((stopping) => deps.launchCorrections(processId, new Date(at), stopping)),
    /** Opens the wave of a reopening that is due (domain.md §5); safe to retry, see adapters/store/tuteur/openWave.ts. */
    openWave: ({ processId, at }: { processId: string; at: string }): Promise<Waiting> =>
      beating(() => deps.openWave(processId, new Date(at))),
    /** Suspends what a closing for all has closed, and tells everyone (TUT-4); safe to retry, see adapters/store/tuteur/completeClosing.ts. */
    completeClosing: ({ processId, at }: { processId: string; at: string }): Promise<Waiting> =>
      beating(() => deps.completeClosing(processId, new Date(at))),
    /** Reminders about all partners at once (§10); safe to retry, see activities/batches.ts. */
    remind: ({ rule, at }: { rule: SweptRule; at: string }) => inBatches(deps.remindNext, rule, new Date(at)),
    /** Begins the yearly controls of all partners (TIME-3); safe to retry, see activities/batches.ts. */
    startControls: ({ at }: { at: string }) => inBatches(deps.controlNext, 'annualControl', new Date(at)),
    /** What is to happen in the year of guaranteed remunerations that is open or opens next (ESAT-8). */
    planEsatYear: async ({ at }: { at: string }): Promise<EsatYear> => {
      const { year, steps } = planYear(new Date(at), deps.policy);
      return { year, steps: plannedSteps(steps) };
    },
    /**
     * Tells every Esat that has not declared of a step of the year; safe to retry, see activities/batches.ts. `steps`: nobody was told that it
     * ended, for the window was prolonged since the year was planned, and this is what is left of it (ESAT-8).
     */
    takeEsatStep: async ({
      year,
      what,
      at,
      now,
    }: { year: number; now: string } & EsatYear['steps'][number]): Promise<{
      more: boolean;
      steps?: EsatYear['steps'];
    }> => {
      const left = what === 'close' ? stepsLeft(year, new Date(now), deps.policy) : [];
      if (left.length > 0) return { more: false, steps: plannedSteps(left) };
      return inBatches(deps.esatStepNext, { year, what, at: new Date(at) }, new Date(now));
    },
    /** Deletes what was kept for its term (S7); safe to retry, see activities/batches.ts. */
    purgeKind: ({ kind, at }: { kind: PurgedKind; at: string }) => inBatches(deps.purgeNext, kind, new Date(at)),
  };
}
export type Activities = ReturnType<typeof createActivities>;

const plannedSteps = (steps: readonly YearStep[]): EsatYear['steps'] =>
  steps.map(({ what, at }) => ({ what, at: at.toISOString() }));

/** Activities of the dispatcher, on their own task queue. */
export interface DispatchActivities {
  /** Sends what the outbox holds until asked to stop; safe to retry: rows are claimed, doubts are marked (R2). */
  drainOutbox(): Promise<void>;
  /** Re-sends stored commands without an outcome and starts processes that were not; safe to retry: both are idempotent. */
  sweep(): Promise<void>;
}
