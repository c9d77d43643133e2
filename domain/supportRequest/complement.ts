import type { Case, CaseDeadline, CaseDesk } from '../case/types.ts';
import { complementDeadlines, complementEnd } from '../policy/complement.ts';
import type { Policy } from '../policy/policy.ts';
import type { SupportFacts } from './types.ts';

/** REM-1, as of an access request: reminders to who asked, then the request is closed without the complement. */
export function complementDeadlinesOf({ facts }: Case<SupportFacts>, policy: Policy): CaseDeadline[] {
  if (facts.askedSince == null) return [];
  // of those that are due together, first the end: it makes the reminder needless
  const due = complementDeadlines(facts.askedSince, facts.reminders, policy).toReversed();
  return due.map((one) => ({ ...one, rule: 'REM-1' }));
}

/** The clock runs; a complement that was asked for before there was one has the whole time from now on. */
export function awaitComplement({ case: { facts }, at }: CaseDesk<SupportFacts>): string {
  facts.askedSince ??= at.toISOString();
  return facts.askedSince;
}

/** Until when it is awaited. */
export function complementUntil(desk: CaseDesk<SupportFacts>): Date {
  return complementEnd(awaitComplement(desk), desk.policy);
}
