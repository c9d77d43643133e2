import type { AuditDraft } from '../decision/journal.ts';
import { DomainError } from '../errors.ts';
import type { MailDraft } from '../mail/draft.ts';
import { parisDate } from '../policy/calendar.ts';
import type { AccessRequest } from './types.ts';

/** The refusal of REQ-20: it says so, and nothing about the open request. */
export function requestAlreadyOpen(): DomainError {
  return new DomainError(
    'DEMANDE_DEJA_OUVERTE',
    "Une demande d'accès est déjà ouverte pour ce SIRET. Son demandeur vient d'être prévenu.",
    { rule: 'REQ-20' },
  );
}

/** REQ-20: whoever holds the address of the open request learns that someone submitted another; once a day, however often it is tried. */
export function tellOpenOne(open: AccessRequest, at: Date): { audit: AuditDraft[]; mails: MailDraft[] } {
  const { id, form, linkEmail, linkRef, linkVersion } = open;
  const link = { kind: 'request' as const, linkRef, version: linkVersion };
  const params = { template: 'MAIL-57' as const, organisme: form.raisonSociale, link };
  const line = { action: 'request.duplicate', entity: 'accessRequest', entityId: id, rule: 'REQ-20' };
  return {
    audit: [{ ...line, label: 'Une autre demande a été déposée pour ce SIRET et refusée' }],
    mails: [{ key: `MAIL-57:${parisDate(at)}`, to: linkEmail, toName: form.raisonSociale, params }],
  };
}
