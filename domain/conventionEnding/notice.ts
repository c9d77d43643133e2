import type { WaitingFor } from '../decision/waiting.ts';
import type { ContractDocument } from '../document/types.ts';
import { closeDocument } from '../dossier/cafActs.ts';
import { everyDocument } from '../dossier/documents.ts';
import type { DeadlineRule, Desk, Standing } from '../dossier/kind.ts';
import { organisme, processLink, toCaf, toPartnerSide } from '../dossier/mails.ts';
import { frenchDate, startOfParisDate } from '../policy/calendar.ts';
import { SERVICES } from '../service/services.ts';
import type { EndingFacts } from './types.ts';

type On = Standing<EndingFacts>;

/** From when on nothing of it is in force; null: when the Caf says so. */
function endOf({ dossier }: On): Date | null {
  const { endsOn } = dossier.facts.ending;
  return endsOn === null ? null : startOfParisDate(endsOn);
}

/** The notice is over. */
export function noticeOver(standing: On): boolean {
  const end = endOf(standing);
  return end !== null && end <= standing.at;
}

/** What it is about, the convention or what stands under it; undefined: it is closed, by this dossier or by another. */
function endedOf({ dossier }: On): ContractDocument | undefined {
  const { conventionId, documentId = conventionId } = dossier.facts.ending;
  return everyDocument(dossier).find(({ id, state }) => id === documentId && state === 'ACTIF');
}

export const nothingInForce = (standing: On): boolean => endedOf(standing) === undefined;

/** The story takes its outcome. */
export const NOTICE_END: DeadlineRule<EndingFacts> = {
  of: (standing) => {
    const at = endOf(standing);
    return at === null || nothingInForce(standing) ? [] : [{ at, what: 'close', rule: 'CONV-13' }];
  },
  fall: () => {},
};

export function noticeWaiting(standing: On): WaitingFor | null {
  const end = endOf(standing);
  if (end === null && standing.dossier.facts.ending.documentId !== undefined)
    return { who: 'CAF', what: 'la clôture du document', until: null, then: 'Ses services ferment avec lui.' };
  if (end === null)
    return { who: 'CAF', what: 'la clôture de la convention', until: null, then: 'Ses services ferment avec elle.' };
  return {
    who: 'SYSTEME',
    what: `la fin de la convention, le ${frenchDate(end)}`,
    until: end,
    then: 'La convention est close : ses services ferment, ses groupes sont gelés, rien n’est supprimé.',
  };
}

/** MAIL-112, once: to the organisme, its administrateurs in post and the Caf. An end that comes at once tells of itself (MAIL-30). */
export function announce(desk: Desk<EndingFacts>): void {
  const { dossier, at } = desk;
  const end = endOf(desk);
  if (end === null || end <= at) return;
  const { reason, by } = dossier.facts.ending;
  const told = {
    template: 'MAIL-112' as const,
    organisme: organisme(desk),
    number: endedOf(desk)?.number ?? null,
    on: frenchDate(end),
    reason,
    by,
    services: dossier.services
      .filter(({ state }) => state === 'OUVERTE' || state === 'SUSPENDUE')
      .map(({ service }) => SERVICES[service]),
  };
  const page = { kind: 'page' as const, path: `/partenaires/${dossier.partner.id}/fin-convention` };
  toPartnerSide(desk, 'MAIL-112', { ...told, link: page });
  toCaf(desk, 'MAIL-112:caf', { ...told, link: processLink(desk) });
}

/** CONV-13: what stands under it, and services, close with it in the same transaction; groups of a convention are frozen, accounts stay. */
export function closeEnded(desk: Desk<EndingFacts>): void {
  const ended = endedOf(desk);
  if (ended !== undefined) closeDocument(desk, ended, desk.dossier.facts.ending.reason);
}
