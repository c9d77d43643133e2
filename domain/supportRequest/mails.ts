import { mailToAccount, mailToCaf } from '../case/bench.ts';
import type { CaseBench } from '../case/types.ts';
import type { ParamsOf } from '../mail/types.ts';
import { administrateursOf } from '../organisation/bench.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { SupportFacts } from './types.ts';

type Bench = CaseBench<SupportFacts>;

/** MAIL-77 to who asked: taken, and with which priority (SUP-16); of a departing gestionnaire, to the administrateurs too (GRP-19). */
export function mailTaken(bench: Bench, turn: string): void {
  const { outcome, reason, subject, askedBy } = bench.case.facts;
  const told = outcome === 'DEPART_GESTIONNAIRE' ? administrateurs(bench) : [askedBy];
  for (const userId of new Set(told))
    mailToAccount(bench, userId, `MAIL-77:${turn}:${userId}`, {
      template: 'MAIL-77',
      organisme: bench.people.organisation.partner.raisonSociale,
      verdict: outcome,
      subject,
      reason,
      link: linkTo(bench),
    });
}

/** MAIL-78: the Caf's words, to who asked; `until`: when a complement is awaited no more. */
export function mailWords(
  bench: Bench,
  act: ParamsOf<'MAIL-78'>['act'],
  text: string,
  turn: string,
  until?: Date,
): void {
  const { askedBy, subject } = bench.case.facts;
  mailToAccount(bench, askedBy, `MAIL-78:${turn}`, {
    template: 'MAIL-78',
    organisme: bench.people.organisation.partner.raisonSociale,
    act,
    subject,
    text,
    ...(until === undefined ? {} : { until: frenchDate(until) }),
    link: linkTo(bench),
  });
}

/** MAIL-62: closed, as the complement never came, and how to ask again (REM-1). */
export function mailUnsupplied(bench: Bench): void {
  const { askedBy, subject } = bench.case.facts;
  mailToAccount(bench, askedBy, 'MAIL-62', {
    template: 'MAIL-62',
    organisme: bench.people.organisation.partner.raisonSociale,
    subject,
    link: { kind: 'page', path: '/support/nouvelle' },
  });
}

/** MAIL-79: the Caf is late. */
export function mailLate(bench: Bench, turn: string): void {
  mailToCaf(bench, `MAIL-79:${turn}`, {
    template: 'MAIL-79',
    organisme: bench.people.organisation.partner.raisonSociale,
    departure: bench.case.facts.outcome === 'DEPART_SIGNALE',
    link: { kind: 'process', processId: bench.case.id },
  });
}

function administrateurs(bench: Bench): string[] {
  return administrateursOf(bench.people.organisation, bench.at).map(({ id }) => id);
}

function linkTo(bench: Bench) {
  return { kind: 'page', path: `/support/${bench.case.id}` } as const;
}
