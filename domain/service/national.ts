import { DomainError } from '../errors.ts';
import type { Mark } from '../formats/mark.ts';
import { frenchDate, frenchInstant, startOfParisDate } from '../policy/calendar.ts';
import { CATALOGUE, SERVICES, type ServiceCode } from './services.ts';

/** Where a service stands for everyone (domain.md §5): REOUVERTURE_PREVUE is FERME_REPLI whose end is planned. */
export const NATIONAL_STATES = ['OUVERT', 'FERME', 'FERME_REPLI', 'REOUVERTURE_PREVUE'] as const;
export type NationalState = (typeof NATIONAL_STATES)[number];

/** Words of a state, as pages show it. */
export const NATIONAL_STATE_LABELS: Record<NationalState, string> = {
  OUVERT: 'Ouvert',
  FERME: 'Fermé pour tous',
  FERME_REPLI: 'Fermé pour tous, avec un service de remplacement',
  REOUVERTURE_PREVUE: 'Fermé pour tous, réouverture prévue',
};
export const NATIONAL_STATE_MARKS: Readonly<Record<NationalState, Mark>> = {
  OUVERT: 'done',
  FERME: 'amiss',
  FERME_REPLI: 'amiss',
  REOUVERTURE_PREVUE: 'amiss',
};

/** TUT-9: by the SIRET of the convention, or by the SIREN, which has every establishment. */
export const SEARCH_KEYS = ['SIRET', 'SIREN'] as const;
export type SearchKey = (typeof SEARCH_KEYS)[number];

/** The one row that menu, entry and diagnosis read. A service without one is open to whoever is entitled. */
export interface NationalService {
  service: ServiceCode;
  state: NationalState;
  /** why, in words for everyone */
  reason: string;
  since: Date;
  /** a suspension ends by itself then; null: somebody ends it */
  until: Date | null;
  /** 'YYYY-MM-DD', of a planned reopening */
  opensOn: string | null;
  searchBy: SearchKey | null;
  /** the process that brought it about, if any */
  processId: string | null;
}

/** TUT-17: whether nothing but its reopening opens this service again once it is closed for everyone. */
export function opensByReopeningOnly(service: ServiceCode): boolean {
  return CATALOGUE[service].nationally?.onlyReopening ?? false;
}

/** The row of a service among those there are. */
export function nationalOf(all: readonly NationalService[], service: ServiceCode): NationalService | null {
  return all.find((one) => one.service === service) ?? null;
}

/** Whether people may use the service at this instant as far as everyone is concerned: one that ends by itself has ended. */
export function isOpenNationally(national: NationalService | null, at: Date): boolean {
  return national === null || national.state === 'OUVERT' || (national.until !== null && national.until <= at);
}

/** The state as people see it at this instant: a suspension whose end has come is none (`isOpenNationally`). */
export function nationalStateAt(national: NationalService | null, at: Date): NationalState {
  return national === null || isOpenNationally(national, at) ? 'OUVERT' : national.state;
}

/** What people read of a service that is closed for everyone: what is the case, and what comes next. */
export interface ClosedWords {
  detail: string;
  next: string;
}

/** The words of a service that is closed for everyone; null while it is open. */
export function nationalWords(national: NationalService | null, at: Date): ClosedWords | null {
  if (national === null || isOpenNationally(national, at)) return null;
  const { service, state, reason, since, until, opensOn } = national;
  const fallback = CATALOGUE[service].nationally?.fallback;
  const meanwhile = fallback === undefined || state === 'FERME' ? '' : ` D'ici là, servez-vous ${fallback}.`;
  const back =
    state === 'REOUVERTURE_PREVUE' && opensOn !== null
      ? `Sa réouverture est prévue le ${frenchDate(startOfParisDate(opensOn))}.`
      : until === null
        ? "Sa réouverture n'est pas encore fixée : il n'y a rien à demander à votre Caf."
        : `Il rouvre de lui-même le ${frenchInstant(until)}.`;
  return {
    detail: `Le service « ${SERVICES[service]} » est fermé pour tous depuis le ${frenchDate(since)} : ${reason}`,
    next: `${back}${meanwhile}`,
  };
}

/**
 * Why a service that only its reopening opens again (TUT-17) cannot be opened for one partner now; null: it can. One that a person closes and
 * opens for everyone is prepared meanwhile: its row keeps people out until then.
 */
export function nationalRefusal(national: NationalService | null, at: Date): DomainError | null {
  if (national === null || isOpenNationally(national, at) || !opensByReopeningOnly(national.service)) return null;
  const { service, state, opensOn } = national;
  const planned = state === 'REOUVERTURE_PREVUE' && opensOn !== null;
  const when = planned ? `prévue le ${frenchDate(startOfParisDate(opensOn))}` : 'dont la date n’est pas fixée';
  return new DomainError(
    'SERVICE_FERME_POUR_TOUS',
    `Le service « ${SERVICES[service]} » est fermé pour tous : seule sa réouverture nationale peut l’ouvrir, ${when}.`,
    { rule: 'TUT-17' },
  );
}

/**
 * TUT-17: the row of a service that is closed for everyone and that nothing but its reopening opens; null: whoever is entitled may be opened now. A
 * bulletin that comes into force meanwhile is suspended from its first instant, as those are whom the closing found open. What a person has closed for
 * everyone suspended nobody's opening: the row alone holds them, and this one with them.
 */
export function heldForReopening(
  nationals: readonly NationalService[],
  service: ServiceCode,
  at: Date,
): NationalService | null {
  const national = nationalOf(nationals, service);
  return national?.processId == null || nationalRefusal(national, at) === null ? null : national;
}

/** What the Cnaf does to a service for everyone; `end`: as people read `until`. */
export type NationalChange =
  | { what: 'suspend'; reason: string; until: Date | null; end: string | null }
  | { what: 'resume'; reason: string };

/**
 * The row of a service that is suspended for everyone from now on (§4.3, TUT-4 precedent). Throws ETAT_INCOMPATIBLE where it is closed already, or where
 * a process that runs (`held`) opened it and closes it itself.
 */
export function suspended(
  service: ServiceCode,
  before: NationalService | null,
  held: boolean,
  { reason, until }: { reason: string; until: Date | null },
  at: Date,
): NationalService {
  const closed = nationalWords(before, at);
  if (closed !== null) throw new DomainError('ETAT_INCOMPATIBLE', `${closed.detail} ${closed.next}`, { rule: 'TUT-4' });
  if (held)
    throw new DomainError(
      'ETAT_INCOMPATIBLE',
      `Le service « ${SERVICES[service]} » se ferme depuis sa réouverture en cours, qui le rouvre ensuite.`,
      { rule: 'TUT-4' },
    );
  const state = CATALOGUE[service].nationally?.fallback === undefined ? 'FERME' : 'FERME_REPLI';
  const searchBy = before?.searchBy ?? null;
  return { service, state, reason, since: at, until, opensOn: null, searchBy, processId: null };
}

/**
 * The row of a service that is open for everyone again. Throws ETAT_INCOMPATIBLE where it is open, or where only its reopening opens it (TUT-17).
 */
export function resumed(
  service: ServiceCode,
  before: NationalService | null,
  { reason }: { reason: string },
  at: Date,
): NationalService {
  const label = SERVICES[service];
  if (before === null || isOpenNationally(before, at))
    throw new DomainError('ETAT_INCOMPATIBLE', `Le service « ${label} » est ouvert pour tous.`, { rule: 'TUT-9' });
  const refusal = nationalRefusal(before, at);
  if (refusal !== null) throw new DomainError('ETAT_INCOMPATIBLE', refusal.message, { rule: refusal.rule });
  return { ...before, state: 'OUVERT', reason, since: at, until: null, opensOn: null, processId: null };
}
