import { frenchDate, frenchInstant, startOfParisDate } from '../policy/calendar.ts';
import { isOpenNationally, NATIONAL_STATES, type NationalService, nationalOf, nationalWords } from './national.ts';
import { SERVICES, type ServiceCode, type ServiceState } from './services.ts';

/** A service of a partner as its bulletin opened it, and what suspends it. */
export interface Opening {
  id: string;
  service: ServiceCode;
  bulletinId: string;
  state: ServiceState;
  opensOn: string;
  reason: string | null;
  suspendedAt: Date | null;
  /** null while it is suspended: until somebody opens it again */
  suspendedUntil: Date | null;
  /** the process that suspends it */
  suspendedBy: string | null;
}

/**
 * Where a service stands for the people of a partner: for everyone (NATIONAL_STATES) or, where that is open, for this partner. REMPLACE: of
 * Cdap, the groups that give it exchange it for the Espace Tuteur (TUT-5).
 */
export const STANDINGS = [...NATIONAL_STATES, 'SUSPENDU', 'A_VENIR', 'CLOS', 'REMPLACE'] as const;
export type Standing = (typeof STANDINGS)[number];

/** … with what people read of it: what is the case and what comes next; nothing while it is open. */
export interface ServiceStanding {
  standing: Standing;
  detail: string | null;
  next: string | null;
}

/** Whether a service is open by this opening: one whose suspension ends by itself is open again at that instant. */
export function isOpenHere({ state, suspendedUntil }: Opening, at: Date): boolean {
  return state === 'OUVERTE' || (state === 'SUSPENDUE' && suspendedUntil !== null && suspendedUntil <= at);
}

/** Whether the service may be used by a partner with these openings, as far as it and everyone are concerned. */
export function isUsable(
  service: ServiceCode,
  openings: readonly Opening[],
  nationals: readonly NationalService[],
  at: Date,
): boolean {
  return standingOf(service, openings, nationals, at).standing === 'OUVERT';
}

/** Where a service stands for a partner with these openings at an instant, in words. */
export function standingOf(
  service: ServiceCode,
  openings: readonly Opening[],
  nationals: readonly NationalService[],
  at: Date,
): ServiceStanding {
  const national = nationalOf(nationals, service);
  const closed = nationalWords(national, at);
  if (national !== null && !isOpenNationally(national, at)) {
    return { standing: national.state, detail: closed?.detail ?? null, next: closed?.next ?? null };
  }
  const own = openings.filter((one) => one.service === service);
  if (own.some((one) => isOpenHere(one, at))) return { standing: 'OUVERT', detail: null, next: null };
  const suspended = own.find(({ state }) => state === 'SUSPENDUE');
  if (suspended !== undefined) return { standing: 'SUSPENDU', ...suspensionWords(suspended) };
  const ready = own.find(({ state }) => state === 'PRETE');
  if (ready === undefined)
    return { standing: 'CLOS', detail: 'Le service est fermé pour votre organisme.', next: null };
  const opensOn = startOfParisDate(ready.opensOn);
  return {
    standing: 'A_VENIR',
    detail: "Le service n'est pas encore ouvert.",
    next: at < opensOn ? `Il ouvre le ${frenchDate(opensOn)}.` : null,
  };
}

/** What people read of a service that is suspended for their organisme. */
export function suspensionWords({
  reason,
  suspendedAt,
  suspendedUntil,
}: Pick<Opening, 'reason' | 'suspendedAt' | 'suspendedUntil'>): { detail: string; next: string } {
  const since = suspendedAt === null ? '' : ` depuis le ${frenchDate(suspendedAt)}`;
  // the next sentence follows it
  const why = reason === null ? '.' : ` : ${reason.trim().replace(/([^.!?…])$/, '$1.')}`;
  return {
    detail: `Le service est suspendu pour votre organisme${since}${why}`,
    next:
      suspendedUntil === null
        ? 'La Caf le rouvre, une fois levé ce qui le suspend.'
        : `Il rouvre de lui-même le ${frenchInstant(suspendedUntil)}.`,
  };
}

/** What somebody is told who may not use a service today; `why`: what keeps them out, and what comes next, where that is known. */
export function noAccess(
  service: ServiceCode,
  why: { detail?: string | null; next?: string | null } | null | undefined,
): string {
  const told = [why?.detail, why?.next].filter((one) => one != null && one !== '');
  return [`Vous n'avez pas accès au service « ${SERVICES[service]} » aujourd'hui.`, ...told].join(' ');
}
