import { isClosed } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import type { ContractDocument, DelegationMode, NamedPerson } from '../document/types.ts';
import type { MailParams } from '../mail/registry.ts';
import { frenchDate } from '../policy/calendar.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';
import type { Desk } from './desk.ts';
import { documentLabel, live } from './documents.ts';
import type { DossierEnd } from './types.ts';

/** Every mail a dossier sends (domain.md §9), each with the key that makes its outbox row unique. */

function toPartner(desk: Desk, key: string, params: MailParams): void {
  if (desk.dossier.linkEmail === '') return;
  desk.mails.push({ key, to: desk.dossier.linkEmail, toName: desk.dossier.partner.raisonSociale, params });
}

function toCaf(desk: Desk, key: string, params: MailParams, caf: string = desk.dossier.caf): void {
  desk.mails.push({ key, to: desk.mailboxOf(caf), toName: `Caf ${caf}`, params });
}

function link(desk: Desk) {
  return { kind: 'dossier' as const, linkRef: desk.dossier.linkRef, version: desk.dossier.linkVersion };
}

function processLink(desk: Desk) {
  return { kind: 'process' as const, processId: desk.dossier.id };
}

function organisme(desk: Desk): string {
  return desk.dossier.partner.raisonSociale;
}

/** A mail may be asked again at the same step by hand: the instant tells them apart, the same replayed command does not. */
function step(desk: Desk): string {
  return desk.at.toISOString();
}

export function mailEligibilityForm(desk: Desk): void {
  toPartner(desk, `MAIL-51:${step(desk)}`, { template: 'MAIL-51', organisme: organisme(desk), link: link(desk) });
}

export function mailDocuments(desk: Desk, documents: readonly ContractDocument[]): void {
  toPartner(desk, `MAIL-25:${step(desk)}`, {
    template: 'MAIL-25',
    organisme: organisme(desk),
    documents: documents.map(documentLabel),
    link: link(desk),
  });
}

export function mailReturned(desk: Desk, documents: readonly ContractDocument[], reason: string): void {
  toPartner(desk, `MAIL-52:${step(desk)}`, {
    template: 'MAIL-52',
    organisme: organisme(desk),
    documents: documents.map(documentLabel),
    reason,
    link: link(desk),
  });
}

export function mailReminder(desk: Desk, what: readonly string[], until: Date | null, copyToCaf: boolean): void {
  const params = {
    template: 'MAIL-26' as const,
    organisme: organisme(desk),
    documents: [...what],
    until: until === null ? null : frenchDate(until),
  };
  toPartner(desk, `MAIL-26:${step(desk)}`, { ...params, audience: 'partner', link: link(desk) });
  if (copyToCaf) toCaf(desk, `MAIL-26-caf:${step(desk)}`, { ...params, audience: 'caf', link: processLink(desk) });
}

export function mailSiretBlocked(desk: Desk, bulletinSiret: string, conventionSiret: string): void {
  toCaf(desk, `MAIL-27:${step(desk)}`, {
    template: 'MAIL-27',
    organisme: organisme(desk),
    bulletinSiret,
    conventionSiret,
    link: processLink(desk),
  });
}

export function mailServiceOpened(desk: Desk, service: ServiceCode): void {
  toPartner(desk, `MAIL-28:${service}`, {
    template: 'MAIL-28',
    organisme: organisme(desk),
    service: SERVICES[service],
    mode: live(desk.dossier, 'CONTRAT')?.content.delegationMode,
    link: { kind: 'page', path: '/' },
  });
}

/** REM-13: to the administrateurs in post, else to the organisme itself. */
export function mailGroupAwaited(desk: Desk, what: string): void {
  const { dossier } = desk;
  const params = {
    template: 'MAIL-68' as const,
    organisme: organisme(desk),
    what,
    link: { kind: 'page' as const, path: `/partenaires/${dossier.partner.id}/groupes` },
  };
  const inPost = dossier.people.administrateurs.filter((one) => !isClosed(one, desk.at));
  if (inPost.length === 0) toPartner(desk, `MAIL-68:${step(desk)}`, params);
  for (const [index, { name, email }] of inPost.entries())
    desk.mails.push({ key: `MAIL-68:${index}:${step(desk)}`, to: email, toName: name, params });
}

export function mailTransferredToCna(desk: Desk): void {
  toCaf(desk, 'MAIL-29', {
    template: 'MAIL-29',
    organisme: organisme(desk),
    formerCaf: desk.dossier.readerCaf ?? '',
    link: processLink(desk),
  });
}

export function mailConventionClosed(desk: Desk, number: string, reason: string, successor: string | null): void {
  toPartner(desk, `MAIL-30:${number}`, {
    template: 'MAIL-30',
    organisme: organisme(desk),
    number,
    reason,
    successor,
    link: { kind: 'page', path: '/' },
  });
}

/** MAIL-69, to the administrateurs in post, else to the organisme itself: who manages people from now on, and which roles were lost (DEL-10). */
export function mailSuccession(
  desk: Desk,
  about: { convention: string; mode: DelegationMode; detached: string[]; administrateurs: readonly Account[] },
): void {
  const { convention, mode, detached, administrateurs } = about;
  const params = {
    template: 'MAIL-69' as const,
    organisme: organisme(desk),
    mode,
    detached,
    link: { kind: 'page' as const, path: `/partenaires/${desk.dossier.partner.id}/groupes` },
  };
  if (administrateurs.length === 0) toPartner(desk, `MAIL-69:${convention}`, params);
  for (const { id, email, firstName, lastName } of administrateurs)
    desk.mails.push({ key: `MAIL-69:${convention}:${id}`, to: email, toName: `${firstName} ${lastName}`, params });
}

/** MAIL-31, to each of the three by their own words; the representative gets the document's own mails. */
export function mailReplacement(desk: Desk, stage: 'A_SIGNER' | 'RAPPEL' | 'APPLIQUEE' | 'ABANDONNEE'): void {
  const { replacement } = desk.dossier.facts;
  if (replacement?.incoming == null) return;
  const { leaving, incoming } = replacement;
  const nameOf = (person: NamedPerson) => `${person.firstName} ${person.lastName}`;
  const params = {
    template: 'MAIL-31' as const,
    stage,
    organisme: organisme(desk),
    leaving: leaving === null ? null : nameOf(leaving),
    incoming: nameOf(incoming),
  };
  toCaf(desk, `MAIL-31-caf:${stage}:${step(desk)}`, { ...params, audience: 'caf', link: processLink(desk) });
  const link = { kind: 'page', path: '/' } as const;
  const toPerson = (audience: 'leaver' | 'successor', person: NamedPerson) =>
    desk.mails.push({
      key: `MAIL-31-${audience}:${stage}:${step(desk)}`,
      to: person.email,
      toName: nameOf(person),
      params: { ...params, audience, link },
    });
  toPerson('successor', incoming);
  // REM-10: Caf and successor
  if (leaving !== null && stage !== 'RAPPEL') toPerson('leaver', leaving);
}

/** REM-3: leads to the task that it opens. */
export function mailEscalation(desk: Desk, taskId: string, since: Date): void {
  toCaf(desk, `MAIL-55:${step(desk)}`, {
    template: 'MAIL-55',
    organisme: organisme(desk),
    since: frenchDate(since),
    link: { kind: 'task', taskId },
  });
}

const END_WORDS: Record<DossierEnd, string> = {
  APPLIQUEE: 'annexe 3 appliquée',
  SERVICE_OUVERT: 'service ouvert',
  TERMINE: 'service ouvert',
  INELIGIBLE: 'établissement non éligible au service',
  INACTIF_NON_REPRIS: "établissement qui n'est plus actif",
  ABANDONNE: 'dossier abandonné',
};

export function mailEnd(desk: Desk, end: DossierEnd, reason: string): void {
  const params = { organisme: organisme(desk), outcome: END_WORDS[end], reason };
  // AC-18: an establishment that is not taken over was never written to, and is not now
  const { esat } = desk.dossier.facts;
  const partnerKnows =
    desk.dossier.documents.length > 0 || (esat !== null && esat.useCase <= 2 && esat.eligibility !== 'A_FAIRE');
  if (partnerKnows) toPartner(desk, 'MAIL-53', { template: 'MAIL-53', ...params, link: { kind: 'page', path: '/' } });
  mailReplacement(desk, 'ABANDONNEE');
  toCaf(desk, 'MAIL-54', { template: 'MAIL-54', ...params, link: processLink(desk) });
}

export function mailRefusedByGateway(desk: Desk): void {
  toCaf(desk, `MAIL-33:${step(desk)}`, {
    template: 'MAIL-33',
    organisme: organisme(desk),
    ended: desk.dossier.endedAs !== null,
    link: processLink(desk),
  });
}
