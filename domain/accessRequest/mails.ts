import type { MailParams } from '../mail/registry.ts';
import { frenchDate } from '../policy/calendar.ts';
import { PROFILES, SERVICES } from '../service/services.ts';
import { requestExpiry } from './deadlines.ts';
import type { RequestDesk } from './desk.ts';
import { isFinal } from './transitions.ts';
import type { AccessRequest, ProfileDecision, ServiceDecision } from './types.ts';

/** Mails of an access request (MAIL-20 to MAIL-24), each with the key that makes its outbox row unique; to the applicant, or to the Caf. */

interface Judged {
  profiles: readonly ProfileDecision[];
  services: readonly ServiceDecision[];
}

function toApplicant(desk: RequestDesk, key: string, params: MailParams): void {
  desk.mails.push({ key, to: desk.request.linkEmail, toName: desk.request.form.raisonSociale, params });
}

function toCaf(desk: RequestDesk, key: string, params: MailParams): void {
  const { caf } = desk.request;
  desk.mails.push({ key, to: desk.mailboxOf(caf), toName: `Caf ${caf}`, params });
}

function link(request: AccessRequest) {
  return { kind: 'request' as const, linkRef: request.linkRef, version: request.linkVersion };
}

const HOME = { kind: 'page' as const, path: '/' };
/** The public form: a closed request may be followed by another one. */
const FORM = { kind: 'page' as const, path: '/demande' };

/** MAIL-20; sent again with a fresh link when a complement is received, the former link being used up. */
export function mailReceived(desk: RequestDesk): void {
  const { form, reference, linkVersion } = desk.request;
  toApplicant(desk, `MAIL-20:${linkVersion}`, {
    template: 'MAIL-20',
    organisme: form.raisonSociale,
    reference,
    link: link(desk.request),
  });
}

/** MAIL-21: the question, and its reminders (REM-1). */
export function mailMissing(desk: RequestDesk): void {
  const what = desk.request.exchanges.at(-1)?.what ?? '';
  const until = requestExpiry(desk.request, desk.policy);
  toApplicant(desk, `MAIL-21:${desk.at.toISOString()}`, {
    template: 'MAIL-21',
    organisme: desk.request.form.raisonSociale,
    what,
    until: until === null ? null : frenchDate(until),
    link: link(desk.request),
  });
}

export function mailClosedUnanswered(desk: RequestDesk): void {
  const { form, reference } = desk.request;
  toApplicant(desk, 'MAIL-22', { template: 'MAIL-22', organisme: form.raisonSociale, reference, link: FORM });
}

export function mailRefused(desk: RequestDesk, judged: Judged): void {
  toApplicant(desk, 'MAIL-23', {
    template: 'MAIL-23',
    organisme: desk.request.form.raisonSociale,
    redirected: false,
    reasons: refusals(desk, judged),
    link: HOME,
  });
}

/** REQ-4, AC-05: points at the channel that the Caf configured. */
export function mailRedirected(desk: RequestDesk, reason: string | null): void {
  const reasons = reason === null ? [channelWords(desk)] : [reason, channelWords(desk)];
  toApplicant(desk, 'MAIL-23', {
    template: 'MAIL-23',
    organisme: desk.request.form.raisonSociale,
    redirected: true,
    reasons,
    link: HOME,
  });
}

/** MAIL-24: what was granted and, of a split decision, what was not and why (REQ-17). */
export function mailAccepted(desk: RequestDesk, judged: Judged): void {
  toApplicant(desk, 'MAIL-24', {
    template: 'MAIL-24',
    organisme: desk.request.form.raisonSociale,
    profiles: [
      ...judged.profiles.filter((one) => one.accepted).map(({ profile }) => `${profile} (${PROFILES[profile]})`),
      ...judged.services.filter((one) => one.accepted).map(({ service }) => SERVICES[service]),
    ],
    refused: refusals(desk, judged),
    link: HOME,
  });
}

/** The Caf ended it: the applicant is told why. */
export function mailCancelled(desk: RequestDesk, reason: string): void {
  toApplicant(desk, 'MAIL-53', {
    template: 'MAIL-53',
    organisme: desk.request.form.raisonSociale,
    outcome: "demande d'accès classée sans suite",
    reason,
    link: FORM,
  });
}

/** The applicant took it back: the Caf has nothing left to do. */
export function mailWithdrawn(desk: RequestDesk, reason: string | null): void {
  toCaf(desk, 'MAIL-54', {
    template: 'MAIL-54',
    organisme: desk.request.form.raisonSociale,
    outcome: "demande d'accès retirée par le demandeur",
    reason: reason ?? 'non indiqué',
    link: { kind: 'process', processId: desk.request.id },
  });
}

/** R2: the gateway refuses the applicant's address. */
export function mailAddressRefused(desk: RequestDesk): void {
  toCaf(desk, `MAIL-33:${desk.at.toISOString()}`, {
    template: 'MAIL-33',
    organisme: desk.request.form.raisonSociale,
    ended: isFinal(desk.request.state),
    link: { kind: 'process', processId: desk.request.id },
  });
}

/** Where a need goes that stays outside of the form: the channel that the Caf has set, else its mailbox. */
function channelWords({ request: { caf, cafproChannel }, mailboxOf }: RequestDesk): string {
  return cafproChannel == null
    ? `Adressez votre besoin à votre Caf : ${mailboxOf(caf)}`
    : `Pour ce besoin, adressez-vous ici : ${cafproChannel}`;
}

/** The reasons, and where a profile goes that stays in Cafpro (REQ-4). */
function refusals(desk: RequestDesk, judged: Judged): string[] {
  const elsewhere = judged.profiles.some(({ accepted, code }) => !accepted && code === 'HORS_FORMULAIRE');
  return elsewhere ? [...refusalsOf(judged), channelWords(desk)] : refusalsOf(judged);
}

/** What was not granted, each with its reason. */
export function refusalsOf({ profiles, services }: Judged): string[] {
  return [
    ...profiles.filter(({ accepted }) => !accepted).map(({ profile, reason }) => refusalWords(profile, reason)),
    ...services
      .filter(({ accepted }) => !accepted)
      .map(({ service, reason }) => refusalWords(SERVICES[service], reason)),
  ];
}

function refusalWords(what: string, reason: string | null): string {
  return `${what} : ${reason ?? 'non accordé'}`;
}
