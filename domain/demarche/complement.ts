import type { CaseDeadline } from '../case/types.ts';
import { awaitedDeadlines } from '../policy/complement.ts';
import type { Policy } from '../policy/policy.ts';
import type { DemarcheFacts } from './types.ts';

/** Reminders of a complement to the tuteur, then the démarche is closed without it (POLICY_TUT_14, POLICY_TUT_14_END). */
export function complementDeadlines(facts: DemarcheFacts, policy: Policy): CaseDeadline[] {
  if (facts.askedSince === null) return [];
  const terms = { delays: policy.demarcheReminders, endMs: policy.demarcheEndMs };
  // of those that are due together, first the end: it makes the reminder needless
  const due = awaitedDeadlines(facts.askedSince, facts.reminders, terms, policy.quietHours).toReversed();
  return due.map((one) => ({ ...one, rule: 'TUT-14' }));
}

/** When it is awaited no more; null while none is. */
export function complementUntil({ askedSince }: DemarcheFacts, policy: Policy): Date | null {
  return askedSince === null ? null : new Date(Date.parse(askedSince) + policy.demarcheEndMs);
}
