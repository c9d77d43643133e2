import { type QuietHours, shiftOutOfQuietHours } from './calendar.ts';
import type { Policy } from './policy.ts';

/** What happens at an absolute instant unless who was asked answers first (REM-1). */
export interface ComplementDeadline {
  at: Date;
  what: 'remind' | 'expire';
}

/** How long after it was asked for something is reminded of, and when it is awaited no more. */
export interface AwaitedTerms {
  delays: readonly number[];
  endMs: number;
}

/** REM-1, earliest first: when who was asked for a complement is reminded of it, and when it is awaited no more. */
export function complementDeadlines(askedSince: string, reminders: number, policy: Policy): ComplementDeadline[] {
  const terms = { delays: policy.rem1, endMs: policy.rem1EndMs };
  return awaitedDeadlines(askedSince, reminders, terms, policy.quietHours);
}

/** The same by other terms. */
export function awaitedDeadlines(
  askedSince: string,
  reminders: number,
  { delays, endMs }: AwaitedTerms,
  quietHours: QuietHours | null,
): ComplementDeadline[] {
  const since = Date.parse(askedSince);
  const end = new Date(since + endMs);
  const expire: ComplementDeadline = { at: end, what: 'expire' };
  const delay = delays[reminders];
  if (delay === undefined) return [expire];
  const at = shiftOutOfQuietHours(new Date(since + delay), delay, end, quietHours);
  const chain: ComplementDeadline[] = [{ at, what: 'remind' }, expire];
  return chain.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** When it is awaited no more. */
export function complementEnd(askedSince: string, policy: Policy): Date {
  return new Date(Date.parse(askedSince) + policy.rem1EndMs);
}
