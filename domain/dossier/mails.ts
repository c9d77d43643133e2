import { isClosed } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import { avenantChanges } from '../document/texts/avenant.ts';
import { type ContractDocument, type DelegationMode, waitsForPartner } from '../document/types.ts';
import { displaySiret } from '../formats/siret.ts';
import type { MailParams } from '../mail/registry.ts';
import { frenchDate } from '../policy/calendar.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';
import { documentLabel, live } from './documents.ts';
import { type Desk, own } from './kind.ts';

/** Mails that dossiers send whatever their kind, and what the mails of one kind are made of (domain.md §9), each with the key that makes its outbox row unique. */

export function toPartner(desk: Desk, key: string, params: MailParams): void {
  if (desk.dossier.linkEmail === '') return;
  desk.mails.push({ key, to: desk.dossier.linkEmail, toName: desk.dossier.partner.raisonSociale, params });
}

/** To the administrateurs in post, and to the address of the dossier where that is another. */
export function toPartnerSide(desk: Desk, key: string, params: MailParams): void {
  const { people, linkEmail } = desk.dossier;
  const inPost = people.administrateurs.filter((one) => !isClosed(one, desk.at));
  for (const [index, { name, email }] of inPost.entries())
    desk.mails.push({ key: `${key}:${index}`, to: email, toName: name, params });
  if (!inPost.some(({ email }) => email === linkEmail)) toPartner(desk, key, params);
}

export function toCaf(desk: Desk, key: string, params: MailParams, caf: string = desk.dossier.caf): void {
  desk.mails.push({ key, to: desk.mailboxOf(caf), toName: `Caf ${caf}`, params });
}

export function link(desk: Desk) {
  return { kind: 'dossier' as const, linkRef: desk.dossier.linkRef, version: desk.dossier.linkVersion };
}

export function processLink(desk: Desk) {
  return { kind: 'process' as const, processId: desk.dossier.id };
}

export function organisme(desk: Desk): string {
  return desk.dossier.partner.raisonSociale;
}

/** A mail may be asked again at the same step by hand: the instant tells them apart, the same replayed command does not. */
export function step(desk: Desk): string {
  return desk.at.toISOString();
}

export function mailDocuments(desk: Desk, documents: readonly ContractDocument[]): void {
  toPartner(desk, `MAIL-25:${step(desk)}`, {
    template: 'MAIL-25',
    organisme: organisme(desk),
    documents: documents.map(documentLabel),
    link: link(desk),
  });
}

/** What was signed, to the address that the link and its code went to. Its link is the one that signed: it shows the dossier and acts no more (U9). */
export function mailSigned(desk: Desk, signatory: string, documents: readonly ContractDocument[]): void {
  const { linkEmail, documents: all } = desk.dossier;
  if (linkEmail === '') return;
  const params = {
    template: 'MAIL-43' as const,
    organisme: organisme(desk),
    signatory,
    documents: documents.map(documentLabel),
    left: all.filter(waitsForPartner).map(documentLabel),
    copies: { at: step(desk), documents: documents.map(({ id, version }) => ({ id, version })) },
    link: link(desk),
  };
  desk.mails.push({ key: `MAIL-43:${step(desk)}`, to: linkEmail, toName: signatory, params });
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
    bulletinSiret: displaySiret(bulletinSiret),
    conventionSiret: displaySiret(conventionSiret),
    link: processLink(desk),
  });
}

/** MAIL-28, to the administrateurs in post, who make its groups, and to the address of the dossier where that is another. */
export function mailServiceOpened(desk: Desk, service: ServiceCode): void {
  const { dossier } = desk;
  const params: MailParams = {
    template: 'MAIL-28',
    organisme: organisme(desk),
    service: SERVICES[service],
    mode: live(dossier, 'CONTRAT')?.content.delegationMode,
    link: { kind: 'page', path: '/' },
  };
  toPartnerSide(desk, `MAIL-28:${service}`, params);
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
  const page = { kind: 'page' as const, path: '/' };
  const params = { template: 'MAIL-30' as const, organisme: organisme(desk), number, reason, successor, link: page };
  // of a successor the administrateurs are told what becomes of their groups (MAIL-69)
  if (successor === null) toPartnerSide(desk, `MAIL-30:${number}`, params);
  else toPartner(desk, `MAIL-30:${number}`, params);
}

/** MAIL-111, to both parties: who signed for the partner, its administrateurs in post, the Caf. The correction of a SIRET has words of its own (MAIL-91). */
export function mailAvenantInForce(desk: Desk, { id, content: { avenant } }: ContractDocument): void {
  if (avenant === undefined || avenant.object === 'CORRECTION_SIRET') return;
  const number = live(desk.dossier, 'CONVENTION')?.number ?? null;
  const told = { template: 'MAIL-111' as const, organisme: organisme(desk), number, changes: avenantChanges(avenant) };
  toPartnerSide(desk, `MAIL-111:${id}`, { ...told, audience: 'partner', link: { kind: 'page', path: '/' } });
  toCaf(desk, `MAIL-111:${id}:caf`, { ...told, audience: 'caf', link: processLink(desk) });
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

/** REM-3: leads to the task that it opens. */
export function mailEscalation(desk: Desk, taskId: string, since: Date): void {
  toCaf(desk, `MAIL-55:${step(desk)}`, {
    template: 'MAIL-55',
    organisme: organisme(desk),
    since: frenchDate(since),
    link: { kind: 'task', taskId },
  });
}

/** `outcome`: words of the end. Whom the dossier never wrote to is not told either (AC-18). */
export function mailEnd(desk: Desk, outcome: string, reason: string): void {
  const { dossier, kind } = desk;
  const params = { organisme: organisme(desk), outcome, reason };
  const partnerKnows = dossier.documents.length > 0 || (kind.partnerKnows?.(own(desk).dossier) ?? false);
  if (partnerKnows) toPartner(desk, 'MAIL-53', { template: 'MAIL-53', ...params, link: { kind: 'page', path: '/' } });
  kind.tellGivenUp?.(own(desk));
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
