import type { Case, CaseDeadline } from '../case/types.ts';
import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { isOpenGap } from './items.ts';
import type { ControlState } from './transitions.ts';
import type { ControlFacts } from './types.ts';

/** Reminders of what the administrateur owes; of those that are due together, first what makes the other one needless. */
export function controlDeadlines({ state, facts }: Case<ControlFacts, ControlState>, policy: Policy): CaseDeadline[] {
  if (state === 'PIECES_DEMANDEES' && facts.askedAt !== null) {
    const asked = Date.parse(facts.askedAt);
    const end = new Date(asked + policy.controlEndMs);
    const close = { at: end, what: 'close', rule: 'OBL-15' };
    return [close, ...reminder('remind', asked, policy.controlReminders[facts.reminders], end, policy)];
  }
  if (state === 'ECARTS' && facts.gapsSince !== null && facts.items.some(isOpenGap)) {
    const since = Date.parse(facts.gapsSince);
    const escalation = (facts.escalations + 1) * policy.gapEscalateMs;
    return [
      ...reminder('escalate', since, escalation, null, policy),
      ...reminder('remindGaps', since, policy.gapReminders[facts.gapReminders], null, policy),
    ];
  }
  return [];
}

function reminder(
  what: string,
  since: number,
  delay: number | undefined,
  end: Date | null,
  policy: Policy,
): CaseDeadline[] {
  if (delay === undefined || (end !== null && since + delay >= end.getTime())) return [];
  return [{ at: shiftOutOfQuietHours(new Date(since + delay), delay, end, policy.quietHours), what, rule: 'OBL-15' }];
}

/** Gaps wait for the administrateur from now on, who has the whole time (again). */
export function restartGaps(facts: ControlFacts, at: Date): void {
  Object.assign(facts, { gapsSince: at.toISOString(), gapReminders: 0, escalations: 0 });
}

/** How many reminders are past by now: steps missed while nothing ran are told once. */
export function remindersBy(since: string | null, delays: readonly number[], at: Date): number {
  const elapsed = at.getTime() - Date.parse(since ?? at.toISOString());
  return delays.filter((delay) => delay <= elapsed).length;
}

/** The same of what the Caf is told. */
export function escalationsBy({ gapsSince }: ControlFacts, { gapEscalateMs }: Policy, at: Date): number {
  return Math.floor((at.getTime() - Date.parse(gapsSince ?? at.toISOString())) / gapEscalateMs);
}
