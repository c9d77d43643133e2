import { type ComplementDeadline, complementDeadlines } from '../policy/complement.ts';
import type { Policy } from '../policy/policy.ts';
import type { AccessRequest } from './types.ts';

/** Deadlines of a request, earliest first: a pure function of its facts and of the settings (REM-1, `POLICY_REM_1`). */
export function requestDeadlines(request: AccessRequest, policy: Policy): ComplementDeadline[] {
  const { askedSince, reminders } = request.facts;
  if (request.state !== 'COMPLEMENT_DEMANDE' || askedSince === null) return [];
  return complementDeadlines(askedSince, reminders, policy);
}

/** When the request is closed for want of an answer; null when none is awaited. */
export function requestExpiry(request: AccessRequest, policy: Policy): Date | null {
  return requestDeadlines(request, policy).find((deadline) => deadline.what === 'expire')?.at ?? null;
}
