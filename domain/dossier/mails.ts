import { isClosed } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import type { ContractDocument, DelegationMode, NamedPerson } from '../document/types.ts';
import type { MailParams } from '../mail/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';
import type { Bench } from './bench.ts';
import { documentLabel, live } from './documents.ts';
import type { DossierEnd } from './types.ts';

/** Every mail a dossier sends (domain.md §9), each with the key that makes its outbox row unique. */

function toPartner(bench: Bench, key: string, params: MailParams): void {
  if (bench.dossier.linkEmail === '') return;
  bench.mails.push({ key, to: bench.dossier.linkEmail, toName: bench.dossier.partner.raisonSociale, params });
}

function toCaf(bench: Bench, key: string, params: MailParams, caf: string = bench.dossier.caf): void {
  bench.mails.push({ key, to: bench.mailboxOf(caf), toName: `Caf ${caf}`, params });
}

function link(bench: Bench) {
  return { kind: 'dossier' as const, linkRef: bench.dossier.linkRef, version: bench.dossier.linkVersion };
}

function processLink(bench: Bench) {
  return { kind: 'process' as const, processId: bench.dossier.id };
}

function organisme(bench: Bench): string {
  return bench.dossier.partner.raisonSociale;
}

/** A mail may be asked again at the same step by hand: the instant tells them apart, the same replayed command does not. */
function step(bench: Bench): string {
  return bench.at.toISOString();
}

export function mailEligibilityForm(bench: Bench): void {
  toPartner(bench, `MAIL-51:${step(bench)}`, { template: 'MAIL-51', organisme: organisme(bench), link: link(bench) });
}

export function mailDocuments(bench: Bench, documents: readonly ContractDocument[]): void {
  toPartner(bench, `MAIL-25:${step(bench)}`, {
    template: 'MAIL-25',
    organisme: organisme(bench),
    documents: documents.map(documentLabel),
    link: link(bench),
  });
}

export function mailReturned(bench: Bench, documents: readonly ContractDocument[], reason: string): void {
  toPartner(bench, `MAIL-52:${step(bench)}`, {
    template: 'MAIL-52',
    organisme: organisme(bench),
    documents: documents.map(documentLabel),
    reason,
    link: link(bench),
  });
}

export function mailReminder(bench: Bench, what: readonly string[], until: Date | null, copyToCaf: boolean): void {
  const params = {
    template: 'MAIL-26' as const,
    organisme: organisme(bench),
    documents: [...what],
    until: until === null ? null : frenchDate(until),
  };
  toPartner(bench, `MAIL-26:${step(bench)}`, { ...params, audience: 'partner', link: link(bench) });
  if (copyToCaf) toCaf(bench, `MAIL-26-caf:${step(bench)}`, { ...params, audience: 'caf', link: processLink(bench) });
}

export function mailSiretBlocked(bench: Bench, bulletinSiret: string, conventionSiret: string): void {
  toCaf(bench, `MAIL-27:${step(bench)}`, {
    template: 'MAIL-27',
    organisme: organisme(bench),
    bulletinSiret,
    conventionSiret,
    link: processLink(bench),
  });
}

export function mailServiceOpened(bench: Bench, service: ServiceCode): void {
  toPartner(bench, `MAIL-28:${service}`, {
    template: 'MAIL-28',
    organisme: organisme(bench),
    service: SERVICES[service],
    mode: live(bench.dossier, 'CONTRAT')?.content.delegationMode,
    link: { kind: 'page', path: '/' },
  });
}

/** REM-13: to the administrateurs in post, else to the organisme itself. */
export function mailGroupAwaited(bench: Bench, what: string): void {
  const { dossier } = bench;
  const params = {
    template: 'MAIL-68' as const,
    organisme: organisme(bench),
    what,
    link: { kind: 'page' as const, path: `/partenaires/${dossier.partner.id}/groupes` },
  };
  const inPost = dossier.people.administrateurs.filter((one) => !isClosed(one, bench.at));
  if (inPost.length === 0) toPartner(bench, `MAIL-68:${step(bench)}`, params);
  for (const [index, { name, email }] of inPost.entries())
    bench.mails.push({ key: `MAIL-68:${index}:${step(bench)}`, to: email, toName: name, params });
}

export function mailTransferredToCna(bench: Bench): void {
  toCaf(bench, 'MAIL-29', {
    template: 'MAIL-29',
    organisme: organisme(bench),
    formerCaf: bench.dossier.readerCaf ?? '',
    link: processLink(bench),
  });
}

export function mailConventionClosed(bench: Bench, number: string, reason: string, successor: string | null): void {
  toPartner(bench, `MAIL-30:${number}`, {
    template: 'MAIL-30',
    organisme: organisme(bench),
    number,
    reason,
    successor,
    link: { kind: 'page', path: '/' },
  });
}

/** MAIL-69, to the administrateurs in post, else to the organisme itself: who manages people from now on, and which roles were lost (DEL-10). */
export function mailSuccession(
  bench: Bench,
  about: { convention: string; mode: DelegationMode; detached: string[]; administrateurs: readonly Account[] },
): void {
  const { convention, mode, detached, administrateurs } = about;
  const params = {
    template: 'MAIL-69' as const,
    organisme: organisme(bench),
    mode,
    detached,
    link: { kind: 'page' as const, path: `/partenaires/${bench.dossier.partner.id}/groupes` },
  };
  if (administrateurs.length === 0) toPartner(bench, `MAIL-69:${convention}`, params);
  for (const { id, email, firstName, lastName } of administrateurs)
    bench.mails.push({ key: `MAIL-69:${convention}:${id}`, to: email, toName: `${firstName} ${lastName}`, params });
}

/** MAIL-31, to each of the three by their own words; the representative gets the document's own mails. */
export function mailReplacement(bench: Bench, stage: 'A_SIGNER' | 'RAPPEL' | 'APPLIQUEE' | 'ABANDONNEE'): void {
  const { replacement } = bench.dossier.facts;
  if (replacement?.incoming == null) return;
  const { leaving, incoming } = replacement;
  const nameOf = (person: NamedPerson) => `${person.firstName} ${person.lastName}`;
  const params = {
    template: 'MAIL-31' as const,
    stage,
    organisme: organisme(bench),
    leaving: leaving === null ? null : nameOf(leaving),
    incoming: nameOf(incoming),
  };
  toCaf(bench, `MAIL-31-caf:${stage}:${step(bench)}`, { ...params, audience: 'caf', link: processLink(bench) });
  const link = { kind: 'page', path: '/' } as const;
  const toPerson = (audience: 'leaver' | 'successor', person: NamedPerson) =>
    bench.mails.push({
      key: `MAIL-31-${audience}:${stage}:${step(bench)}`,
      to: person.email,
      toName: nameOf(person),
      params: { ...params, audience, link },
    });
  toPerson('successor', incoming);
  // REM-10: Caf and successor
  if (leaving !== null && stage !== 'RAPPEL') toPerson('leaver', leaving);
}

/** REM-3: leads to the task that it opens. */
export function mailEscalation(bench: Bench, taskId: string, since: Date): void {
  toCaf(bench, `MAIL-55:${step(bench)}`, {
    template: 'MAIL-55',
    organisme: organisme(bench),
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

export function mailEnd(bench: Bench, end: DossierEnd, reason: string): void {
  const params = { organisme: organisme(bench), outcome: END_WORDS[end], reason };
  // AC-18: an establishment that is not taken over was never written to, and is not now
  const { esat } = bench.dossier.facts;
  const partnerKnows =
    bench.dossier.documents.length > 0 || (esat !== null && esat.useCase <= 2 && esat.eligibility !== 'A_FAIRE');
  if (partnerKnows) toPartner(bench, 'MAIL-53', { template: 'MAIL-53', ...params, link: { kind: 'page', path: '/' } });
  mailReplacement(bench, 'ABANDONNEE');
  toCaf(bench, 'MAIL-54', { template: 'MAIL-54', ...params, link: processLink(bench) });
}

export function mailRefusedByGateway(bench: Bench): void {
  toCaf(bench, `MAIL-33:${step(bench)}`, {
    template: 'MAIL-33',
    organisme: organisme(bench),
    ended: bench.dossier.endedAs !== null,
    link: processLink(bench),
  });
}
