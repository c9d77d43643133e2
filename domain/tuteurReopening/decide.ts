import { tellChanges } from '../decision/changes.ts';
import type { Context } from '../decision/context.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import type { Policy } from '../policy/policy.ts';
import type { Waiting } from '../process/types.ts';
import type { ReopeningToDo } from './acts.ts';
import { reopeningChanges } from './changes.ts';
import { reopeningKind } from './kind.ts';
import type { ToDoNow } from './toDo.ts';
import type { ReopeningState } from './transitions.ts';
import type { Reopening, ReopeningDecision, ReopeningDesk, ReopeningGround } from './types.ts';

function deskOf(before: Reopening, ground: ReopeningGround, context: Context): ReopeningDesk {
  return {
    ...context,
    reopening: structuredClone(before),
    ground: structuredClone(ground),
    national: null,
    mails: [],
    audit: [],
  };
}

const decided = (before: Reopening, { reopening, national, mails, audit }: ReopeningDesk): ReopeningDecision => ({
  ...{ reopening, national, mails },
  audit: tellChanges(audit, reopeningChanges(before, reopening)),
});

/**
 * Carries an act or a step out on a reopening. Pure: same reopening, ground, act and context, same decision. Throws a DomainError (nothing is
 * changed) when the table, the date or a gate refuses it.
 */
export function decideReopening(
  before: Reopening,
  ground: ReopeningGround,
  act: ReopeningToDo,
  context: Context,
): ReopeningDecision {
  const desk = deskOf(before, ground, context);
  reopeningKind.carryOut(desk, act);
  return decided(before, desk);
}

/** Opens the wave that is due (domain.md §5): the Cafs whose tuteurs open now, none where the gates no longer hold. */
export function decideWave(
  before: Reopening,
  ground: ReopeningGround,
  context: Context,
): { decision: ReopeningDecision; cafs: string[] } {
  const desk = deskOf(before, ground, context);
  const cafs = reopeningKind.openWave(desk);
  return { decision: decided(before, desk), cafs };
}

export interface ReopeningProjection {
  state: ReopeningState;
  waitingFor: WaitingFor | null;
  nextActionAt: Date | null;
  dueAt: null;
  ended: boolean;
}

/** What was open to each is suspended and he is told: nothing of the closing is left to do. */
export function closingDone(before: Reopening): Reopening {
  return { ...before, facts: { ...before.facts, closeDue: null } };
}

/** The projection that pages, lists and the process itself read. */
export function projectReopening(reopening: Reopening, ground: ReopeningGround, policy: Policy): ReopeningProjection {
  const { state, ended } = reopening;
  if (ended) return { state, waitingFor: null, nextActionAt: null, dueAt: null, ended };
  const waitingFor = reopeningKind.waiting(reopening, ground, policy);
  return { state, waitingFor, nextActionAt: waitingFor.until, dueAt: null, ended };
}

/** What the process holds: what it is to do at once, a closing before all else and even after its end; else where the reopening stands. */
export function reopeningToHold(
  { facts, state: stands }: Reopening,
  { nextActionAt, ended }: Pick<ReopeningProjection, 'nextActionAt' | 'ended'>,
): Waiting {
  const launches = stands !== 'FERME' && facts.correctionsOf < facts.file;
  if (facts.closeDue) return { state: 'FERMETURE_A_ACHEVER' satisfies ToDoNow, nextActionAt: null, ended: false };
  const state: ReopeningState | ToDoNow = ended
    ? stands
    : facts.waveDue
      ? 'VAGUE_A_OUVRIR'
      : launches
        ? 'CORRECTIONS_A_LANCER'
        : stands;
  return { state, nextActionAt: nextActionAt?.toISOString() ?? null, ended };
}
