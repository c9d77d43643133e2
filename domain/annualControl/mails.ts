import { mailToAccount, mailToCaf } from '../case/desk.ts';
import type { CaseDesk } from '../case/types.ts';
import type { MailParams, ParamsOf } from '../mail/registry.ts';
import { administrateursOf } from '../people/desk.ts';
import { frenchDate } from '../policy/calendar.ts';
import { evidenceOf, isAwaited, isOpenGap } from './items.ts';
import type { ControlFacts, ControlItem } from './types.ts';

type Desk = CaseDesk<ControlFacts>;

const SHOWN = 20;

/** MAIL-36: the notice, then what is still missing; people by name, as MAIL-35 does. */
export function mailAsked(desk: Desk, turn: string): void {
  const { facts } = desk.case;
  const awaited = facts.items.filter((item) => isAwaited(desk.people.roster, item, desk.at));
  const askedAt = Date.parse(facts.askedAt ?? desk.at.toISOString());
  toAdministrateurs(desk, `MAIL-36:${turn}`, {
    template: 'MAIL-36',
    ...about(desk),
    again: turn !== 'first',
    evidence: lines(desk, awaited),
    more: Math.max(0, awaited.length - SHOWN),
    until: frenchDate(new Date(askedAt + desk.policy.controlEndMs)),
  });
}

/** MAIL-81: gaps to correct. What the Caf wrote about them stands on the page, not in a mail. */
export function mailGaps(desk: Desk, turn: string): void {
  const gaps = desk.case.facts.items.filter(isOpenGap);
  toAdministrateurs(desk, `MAIL-81:${desk.case.facts.gapsSince}:${turn}`, {
    template: 'MAIL-81',
    ...about(desk),
    again: turn !== 'first',
    gaps: lines(desk, gaps),
    more: Math.max(0, gaps.length - SHOWN),
  });
}

/** MAIL-82, to the Caf: gaps that remain in spite of the reminders. */
export function mailEscalated(desk: Desk): void {
  const { gapsSince, escalations, items } = desk.case.facts;
  mailToCaf(desk, `MAIL-82:${gapsSince}:${escalations}`, {
    template: 'MAIL-82',
    ...about(desk),
    open: items.filter(isOpenGap).length,
  });
}

/** MAIL-83: how the control ended. */
export function mailEnded(desk: Desk, outcome: ParamsOf<'MAIL-83'>['outcome']): void {
  toAdministrateurs(desk, 'MAIL-83', { template: 'MAIL-83', ...about(desk), outcome });
}

function about(desk: Desk) {
  return {
    organisme: desk.people.roster.partner.raisonSociale,
    year: desk.case.facts.year,
    link: { kind: 'page', path: `/controles/${desk.case.id}` },
  } as const;
}

function lines(desk: Desk, items: readonly ControlItem[]): string[] {
  const { accounts } = desk.people.roster;
  return items.slice(0, SHOWN).map(({ userId, about: what }) => {
    const person = accounts.find((one) => one.id === userId);
    return `${person === undefined ? 'Une personne' : `${person.firstName} ${person.lastName}`} – ${evidenceOf(what).label}`;
  });
}

function toAdministrateurs(desk: Desk, key: string, params: MailParams): void {
  for (const { id } of administrateursOf(desk.people.roster, desk.at)) mailToAccount(desk, id, `${key}:${id}`, params);
}
