import type { MailParams } from '../mail/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import { PROFILES } from '../service/services.ts';
import type { RequestBench } from './bench.ts';
import { requestExpiry } from './deadlines.ts';
import { isFinal } from './transitions.ts';
import type { AccessRequest, ProfileDecision } from './types.ts';

/** Mails of an access request (MAIL-20 to MAIL-24), each with the key that makes its outbox row unique; to the applicant, or to the Caf. */

function toApplicant(bench: RequestBench, key: string, params: MailParams): void {
  bench.mails.push({ key, to: bench.request.linkEmail, toName: bench.request.form.raisonSociale, params });
}

function toCaf(bench: RequestBench, key: string, params: MailParams): void {
  const { caf } = bench.request;
  bench.mails.push({ key, to: bench.mailboxOf(caf), toName: `Caf ${caf}`, params });
}

function link(request: AccessRequest) {
  return { kind: 'request' as const, linkRef: request.linkRef, version: request.linkVersion };
}

const HOME = { kind: 'page' as const, path: '/' };
/** The public form: a closed request may be followed by another one. */
const FORM = { kind: 'page' as const, path: '/demande' };

/** MAIL-20; sent again with a fresh link when a complement is received, the former link being used up. */
export function mailReceived(bench: RequestBench): void {
  const { form, reference, linkVersion } = bench.request;
  toApplicant(bench, `MAIL-20:${linkVersion}`, {
    template: 'MAIL-20',
    organisme: form.raisonSociale,
    reference,
    link: link(bench.request),
  });
}

/** MAIL-21: the question, and its reminders (REM-1). */
export function mailMissing(bench: RequestBench): void {
  const what = bench.request.exchanges.at(-1)?.what ?? '';
  const until = requestExpiry(bench.request, bench.policy);
  toApplicant(bench, `MAIL-21:${bench.at.toISOString()}`, {
    template: 'MAIL-21',
    organisme: bench.request.form.raisonSociale,
    what,
    until: until === null ? null : frenchDate(until),
    link: link(bench.request),
  });
}

export function mailClosedUnanswered(bench: RequestBench): void {
  const { form, reference } = bench.request;
  toApplicant(bench, 'MAIL-22', { template: 'MAIL-22', organisme: form.raisonSociale, reference, link: FORM });
}

export function mailRefused(bench: RequestBench, profiles: readonly ProfileDecision[]): void {
  toApplicant(bench, 'MAIL-23', {
    template: 'MAIL-23',
    organisme: bench.request.form.raisonSociale,
    redirected: false,
    reasons: profiles.map(refusalWords),
    link: HOME,
  });
}

/** REQ-4, AC-05: points at the channel that the Caf configured. */
export function mailRedirected(bench: RequestBench, reason: string | null): void {
  const channel = `Adressez votre besoin à votre Caf : ${bench.mailboxOf(bench.request.caf)}`;
  const reasons = reason === null ? [channel] : [reason, channel];
  toApplicant(bench, 'MAIL-23', {
    template: 'MAIL-23',
    organisme: bench.request.form.raisonSociale,
    redirected: true,
    reasons,
    link: HOME,
  });
}

/** MAIL-24: what was granted and, of a split decision, what was not and why (REQ-17). */
export function mailAccepted(bench: RequestBench, profiles: readonly ProfileDecision[]): void {
  toApplicant(bench, 'MAIL-24', {
    template: 'MAIL-24',
    organisme: bench.request.form.raisonSociale,
    profiles: profiles.filter((one) => one.accepted).map(({ profile }) => `${profile} (${PROFILES[profile]})`),
    refused: profiles.filter((one) => !one.accepted).map(refusalWords),
    link: HOME,
  });
}

/** The Caf ended it: the applicant is told why. */
export function mailCancelled(bench: RequestBench, reason: string): void {
  toApplicant(bench, 'MAIL-53', {
    template: 'MAIL-53',
    organisme: bench.request.form.raisonSociale,
    outcome: "demande d'accès classée sans suite",
    reason,
    link: FORM,
  });
}

/** The applicant took it back: the Caf has nothing left to do. */
export function mailWithdrawn(bench: RequestBench, reason: string | null): void {
  toCaf(bench, 'MAIL-54', {
    template: 'MAIL-54',
    organisme: bench.request.form.raisonSociale,
    outcome: "demande d'accès retirée par le demandeur",
    reason: reason ?? 'non indiqué',
    link: { kind: 'process', processId: bench.request.id },
  });
}

/** R2: the gateway refuses the applicant's address. */
export function mailAddressRefused(bench: RequestBench): void {
  toCaf(bench, `MAIL-33:${bench.at.toISOString()}`, {
    template: 'MAIL-33',
    organisme: bench.request.form.raisonSociale,
    ended: isFinal(bench.request.state),
    link: { kind: 'process', processId: bench.request.id },
  });
}

function refusalWords({ profile, reason }: ProfileDecision): string {
  return `${profile} : ${reason ?? 'non accordé'}`;
}
