import type { ServiceCode } from '../service/services.ts';

/** Who is in a service, as the service is told at that instant (SVC-9): whose they are, what they hold there, and the codes that go with it. */
export interface Access {
  userId: string;
  login: string;
  firstName: string;
  lastName: string;
  partner: { id: string; siret: string; raisonSociale: string; departments: string[] };
  service: ServiceCode;
  roles: string[];
  profiles: string[];
  /** of who holds T4 (CDAP-6); null: of nobody else */
  numeroInstructeur: string | null;
  /** of who holds T10 (CDAP-7); null: of nobody else */
  codeBailleur: string | null;
}

/** What is known of a person, of which a service is told no more than it needs. */
interface KnownPerson {
  numeroInstructeur: string | null;
  codeBailleur: string | null;
}

/** CDAP-6, CDAP-7: a code goes to a service with the profile that asks for it, and with no other. */
export function codesOf(profiles: readonly string[], { numeroInstructeur, codeBailleur }: KnownPerson): KnownPerson {
  return {
    numeroInstructeur: profiles.includes('T4') ? numeroInstructeur : null,
    codeBailleur: profiles.includes('T10') ? codeBailleur : null,
  };
}

/** What a service asks of a sign-in: `prompt=login`, `max_age`. */
export interface SignInAsked {
  askedAt: Date;
  /** whoever comes proves anew who they are */
  anew: boolean;
  /** the sign-in is no older than that, in milliseconds; null: of any age */
  maxAgeMs: number | null;
}

/** Whether a session that was opened then is a sign-in as the service asks for it (BAIL-2). One that was opened because it asked always is. */
export function isRecentEnough(signedInAt: Date, { askedAt, anew, maxAgeMs }: SignInAsked, at: Date): boolean {
  if (signedInAt >= askedAt) return true;
  return !anew && (maxAgeMs === null || at.getTime() - signedInAt.getTime() <= maxAgeMs);
}

/** How long a service that does not answer is told again that somebody's access is over, and after which pauses. */
export const LOGOUT_GIVEN_UP_MS = 3_600_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** When it is told again after so many tellings; null: no more, its tokens are over long since. */
export function nextLogout(tellings: number, endedAt: Date, at: Date): Date | null {
  if (at.getTime() - endedAt.getTime() >= LOGOUT_GIVEN_UP_MS) return null;
  return new Date(at.getTime() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, tellings - 1)));
}
