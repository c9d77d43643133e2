import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import type { AccessRequest } from './types.ts';

/** What happens at an absolute instant unless the applicant answers first (REM-1). */
export interface RequestDeadline {
  at: Date;
  what: 'remind' | 'expire';
}

/** Deadlines of a request, earliest first: a pure function of its facts and of the settings (`POLICY_REM_1`). */
export function requestDeadlines(request: AccessRequest, policy: Policy): RequestDeadline[] {
  const { askedSince, reminders } = request.facts;
  if (request.state !== 'COMPLEMENT_DEMANDE' || askedSince === null) return [];
  const since = new Date(askedSince).getTime();
  const end = new Date(since + policy.rem1EndMs);
  const expire: RequestDeadline = { at: end, what: 'expire' };
  const delay = policy.rem1[reminders];
  if (delay === undefined) return [expire];
  const at = shiftOutOfQuietHours(new Date(since + delay), delay, end, policy.quietHours);
  const chain: RequestDeadline[] = [{ at, what: 'remind' }, expire];
  return chain.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** When the request is closed for want of an answer; null when none is awaited. */
export function requestExpiry(request: AccessRequest, policy: Policy): Date | null {
  return requestDeadlines(request, policy).find((deadline) => deadline.what === 'expire')?.at ?? null;
}
