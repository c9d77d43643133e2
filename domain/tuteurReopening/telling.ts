import type { GuideCode } from '../caf/settings.ts';
import type { MailDraft, MailToEach } from '../mail/draft.ts';
import { mailLabel } from '../mail/registry.ts';
import type { LinkRef } from '../mail/types.ts';
import type { Gate } from './gates.ts';
import type { Closing, ReopeningDesk } from './types.ts';

/** A mail names the first tuteurs; the page has them all. */
export const NAMED = 10;
/** TUT-15: the user guide is published in the partners' area of caf.fr. */
export const GUIDE = 'https://www.caf.fr/partenaires';

const PAGE = (id: string): LinkRef => ({ kind: 'page', path: `/reouvertures/${encodeURIComponent(id)}` });

/** The instant came and the gates do not hold: whoever launched the reopening is told who decides on what, once for each time it is asked. */
export function tellHeld({ reopening: { id, facts }, ground }: ReopeningDesk, gates: readonly Gate[]): MailDraft[] {
  if (ground.creatorEmail === null) return [];
  const held = gates
    .filter(({ holds }) => !holds)
    .map(({ label, detail, owner, next, names }) => ({ label, detail, owner, next, names: names.slice(0, NAMED) }));
  const params = { template: 'MAIL-101' as const, opensOn: facts.opensOn, gates: held, link: PAGE(id) };
  return [{ key: `MAIL-101:${facts.file}:${facts.held?.times ?? 1}`, to: ground.creatorEmail, toName: null, params }];
}

/** Closed again: whoever launched it, the operators and the Cafs with open tuteurs learn why, and who signalled (`POLICY_TUT_STOP`). */
export function tellClosing(
  { reopening: { id }, ground, mailboxOf }: ReopeningDesk,
  { at, reason, signalledBy }: Closing,
): MailDraft[] {
  const cafs = new Set(ground.cells.filter(({ open }) => open).flatMap(({ caf }) => caf ?? []));
  const watching = new Set([...(ground.creatorEmail === null ? [] : [ground.creatorEmail]), ...ground.operators]);
  const about = {
    template: 'MAIL-102' as const,
    reason,
    signalledBy: signalledBy.slice(0, NAMED),
    signals: signalledBy.length,
    link: PAGE(id),
  };
  return [
    ...[...watching].map((to) => ({ key: `MAIL-102:${at}:${to}`, to, toName: null, params: about })),
    ...[...cafs].map((caf) => ({
      key: `MAIL-102:${at}:Caf ${caf}`,
      to: mailboxOf(caf),
      toName: `Caf ${caf}`,
      params: { ...about, link: { kind: 'page' as const, path: '/' } },
    })),
  ];
}

/**
 * R2: somebody did not learn of the opening or the closing. A tuteur's Caf is told, which reaches him otherwise and corrects his address; of any
 * other, whoever launched the reopening is, or the operators where it was that one's own address.
 */
export function tellRefusedMail(
  { reopening: { id }, ground, mailboxOf }: ReopeningDesk,
  { mailId, template }: { mailId: string; template: string },
): MailDraft[] {
  const { refused } = ground;
  if (refused == null || template === 'MAIL-105') return [];
  const { tuteur, recipient, recipientName } = refused;
  const about = { template: 'MAIL-105' as const, mail: mailLabel(template), tuteur: tuteur !== null };
  const key = `MAIL-105:${mailId}`;
  if (tuteur !== null) {
    const { caf, organisme, partnerId } = tuteur;
    const link = { kind: 'page' as const, path: partnerId === null ? '/' : `/partenaires/${partnerId}` };
    return [{ key, to: mailboxOf(caf), toName: `Caf ${caf}`, params: { ...about, recipient: organisme, link } }];
  }
  const own = ground.creatorEmail === null || ground.creatorEmail.toLowerCase() === recipient.toLowerCase();
  const told = own ? ground.operators.filter((one) => one !== recipient) : [ground.creatorEmail ?? ''];
  const params = { ...about, recipient: recipientName ?? 'son destinataire', link: PAGE(id) };
  return told.map((to) => ({ key: `${key}:${to}`, to, toName: null, params }));
}

/** MAIL-40: the space is open, with the user guide (TUT-15), each Caf's own where it has set one; once for each wave, however often it is carried out. */
export function tellOpened(wave: string): MailToEach {
  const params = { template: 'MAIL-40' as const, guide: GUIDE, link: { kind: 'page' as const, path: '/' } };
  return { key: `MAIL-40:${wave}`, params, guide: 'tuteur' satisfies GuideCode };
}

/** TUT-4: the space is closed again, and Cdap T9 takes its place. */
export function tellClosed({ at, reason }: Pick<Closing, 'at' | 'reason'>): MailToEach {
  return { key: `MAIL-100:${at}`, params: { template: 'MAIL-100', reason, link: { kind: 'page', path: '/' } } };
}
