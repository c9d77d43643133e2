import { shiftOutOfQuietHours } from './calendar.ts';
import type { Policy } from './policy.ts';

/** What happens at an absolute instant unless who was asked answers first (REM-1). */
export interface ComplementDeadline {
  at: Date;
  what: 'remind' | 'expire';
}

/** REM-1, earliest first: when who was asked for a complement is reminded of it, and when it is awaited no more. */
export function complementDeadlines(askedSince: string, reminders: number, policy: Policy): ComplementDeadline[] {
  const since = Date.parse(askedSince);
  const end = complementEnd(askedSince, policy);
  const expire: ComplementDeadline = { at: end, what: 'expire' };
  const delay = policy.rem1[reminders];
  if (delay === undefined) return [expire];
  const at = shiftOutOfQuietHours(new Date(since + delay), delay, end, policy.quietHours);
  const chain: ComplementDeadline[] = [{ at, what: 'remind' }, expire];
  return chain.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** When it is awaited no more. */
export function complementEnd(askedSince: string, policy: Policy): Date {
  return new Date(Date.parse(askedSince) + policy.rem1EndMs);
}
