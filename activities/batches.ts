import { heartbeat } from '@temporalio/activity';
import type { PurgedKind } from '../domain/policy/retention.ts';

/** Reminders about everyone at once; `OVERDUE`: the digest of overdue tasks (architecture.md). */
export type SweptRule = 'REM-7' | 'REM-9' | 'REM-13' | 'OVERDUE';

/** Does the next bounded batch of something, as of an instant; false once nothing is left. */
type Next<What extends string> = (what: What, at: Date) => Promise<boolean>;
export type RemindNext = Next<SweptRule>;
export type PurgeNext = Next<PurgedKind>;
export type ControlNext = Next<'annualControl'>;
/** Takes a step of a year on the next Esat (ESAT-8): `at`, when it was due; `now`, when it is taken. */
export type EsatStepNext = (step: EsatStep, now: Date) => Promise<boolean>;
export interface EsatStep {
  year: number;
  what: EsatYear['steps'][number]['what'];
  at: Date;
}

/** What is left to do of a year of guaranteed remunerations, in its order. */
export interface EsatYear {
  year: number;
  steps: { what: 'open' | 'remind' | 'close'; at: string }[];
}

const BATCHES = 100;

/**
 * Batches of one kind until nothing is left, or for so long that the workflow is to ask again. Safe to retry: a batch is one
 * transaction, so one that is begun anew finds only what is left (R2).
 */
export async function inBatches<What>(
  next: (what: What, at: Date) => Promise<boolean>,
  what: What,
  at: Date,
): Promise<{ more: boolean }> {
  for (let batch = 0; batch < BATCHES; batch += 1) {
    if (!(await next(what, at))) return { more: false };
    heartbeat({ batch });
  }
  return { more: true };
}
