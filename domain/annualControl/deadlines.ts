import type { Case, CaseDeadline } from '../case/types.ts';
import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { isOpenGap } from './items.ts';
import type { ControlFacts } from './types.ts';

/** Reminders of what the administrateur owes; the end of the wait for evidence comes first of those that are due together. */
export function controlDeadlines({ state, facts }: Case<ControlFacts>, policy: Policy): CaseDeadline[] {
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
      ...reminder('remindGaps', since, policy.gapReminders[facts.gapReminders], null, policy),
      ...reminder('escalate', since, escalation, null, policy),
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
