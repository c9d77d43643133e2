import { mailToAccount, mailToCaf } from '../case/desk.ts';
import type { CaseDesk } from '../case/types.ts';
import type { ParamsOf } from '../mail/registry.ts';
import { administrateursOf } from '../people/desk.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { SupportFacts } from './types.ts';

type Desk = CaseDesk<SupportFacts>;

/** MAIL-77 to who asked: taken, and with which priority (SUP-16); of a departing gestionnaire, to the administrateurs too (GRP-19). */
export function mailTaken(desk: Desk, turn: string): void {
  const { outcome, reason, subject, askedBy } = desk.case.facts;
  const told = outcome === 'DEPART_GESTIONNAIRE' ? administrateurs(desk) : [askedBy];
  for (const userId of new Set(told))
    mailToAccount(desk, userId, `MAIL-77:${turn}:${userId}`, {
      template: 'MAIL-77',
      organisme: desk.people.roster.partner.raisonSociale,
      verdict: outcome,
      subject,
      reason,
      link: linkTo(desk),
    });
}

/** MAIL-78: the Caf's words, to who asked; `until`: when a complement is awaited no more. */
export function mailWords(desk: Desk, act: ParamsOf<'MAIL-78'>['act'], text: string, turn: string, until?: Date): void {
  const { askedBy, subject } = desk.case.facts;
  mailToAccount(desk, askedBy, `MAIL-78:${turn}`, {
    template: 'MAIL-78',
    organisme: desk.people.roster.partner.raisonSociale,
    act,
    subject,
    text,
    ...(until === undefined ? {} : { until: frenchDate(until) }),
    link: linkTo(desk),
  });
}

/** MAIL-62: closed, as the complement never came, and how to ask again (REM-1). */
export function mailUnsupplied(desk: Desk): void {
  const { askedBy, subject } = desk.case.facts;
  mailToAccount(desk, askedBy, 'MAIL-62', {
    template: 'MAIL-62',
    organisme: desk.people.roster.partner.raisonSociale,
    subject,
    link: { kind: 'page', path: '/support/nouvelle' },
  });
}

/** MAIL-79: the Caf is late. */
export function mailLate(desk: Desk, turn: string): void {
  mailToCaf(desk, `MAIL-79:${turn}`, {
    template: 'MAIL-79',
    organisme: desk.people.roster.partner.raisonSociale,
    departure: desk.case.facts.outcome === 'DEPART_SIGNALE',
    link: { kind: 'process', processId: desk.case.id },
  });
}

function administrateurs(desk: Desk): string[] {
  return administrateursOf(desk.people.roster, desk.at).map(({ id }) => id);
}

function linkTo(desk: Desk) {
  return { kind: 'page', path: `/support/${desk.case.id}` } as const;
}
