import { decideCase, projectCase } from '../../domain/case/decide.ts';
import type { Case } from '../../domain/case/types.ts';
import { readAct } from '../../domain/command/acts.ts';
import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { supportRequest } from '../../domain/supportRequest/procedure.ts';
import type { SupportState } from '../../domain/supportRequest/transitions.ts';
import type { FollowedOutcome, SupportFacts } from '../../domain/supportRequest/types.ts';
import { AGENT, BEGIN, contextAt, roster } from './control.ts';

export type SupportCase = Case<SupportFacts, SupportState>;

/** What Claire of Les Lutins asked of her Caf, not yet opened. */
export function newSupport(state: SupportState, over: Partial<SupportFacts> = {}): SupportCase {
  const outcome: FollowedOutcome = state === 'DEPART_SIGNALE' ? 'DEPART_SIGNALE' : 'NON_PRIORITAIRE';
  const facts: SupportFacts = {
    askedBy: 'claire',
    channel: 'PORTAIL',
    kind: outcome === 'DEPART_SIGNALE' ? 'DEPART_ADMINISTRATEUR' : 'AIDE',
    outcome,
    service: null,
    subject: 'CDAP 19_93 Les Lutins',
    exchanges: [{ at: BEGIN.toISOString(), by: 'PARTENAIRE', text: 'Le menu a disparu' }],
    reason: null,
    userId: null,
    reminders: 0,
    ...over,
  };
  return {
    id: 'support-1',
    type: 'supportRequest',
    caf: '93',
    label: 'Les Lutins',
    state,
    opened: true,
    ended: false,
    incident: null,
    createdAt: BEGIN,
    createdBy: 'claire',
    facts,
    heldElsewhere: [],
    tasks: [],
    roster: roster(),
  };
}

export const tick = (one: SupportCase, at: Date) =>
  decideCase(supportRequest, one, { type: 'tick' }, contextAt(at, PROCESS_ACTOR));
export const act = (one: SupportCase, what: unknown, at: Date, actor = AGENT) =>
  decideCase(supportRequest, one, readAct('supportRequest', what), contextAt(at, actor));
export const projected = (one: SupportCase) => projectCase(supportRequest, one, DEFAULT_POLICY);

/** Completes the open task. */
export function complete(one: SupportCase, outcome: string, fields: Record<string, unknown>, at: Date) {
  const taskId = one.tasks.find((task) => task.state === 'OUVERTE')?.id ?? 'none';
  return act(one, { type: 'completeTask', taskId, outcome, fields }, at);
}
