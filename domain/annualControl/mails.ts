import { mailToAccount, mailToCaf } from '../case/bench.ts';
import type { CaseBench } from '../case/types.ts';
import type { MailParams, ParamsOf } from '../mail/types.ts';
import { administrateursOf } from '../organisation/bench.ts';
import { frenchDate } from '../policy/calendar.ts';
import { EVIDENCE, isAwaited, isOpenGap } from './items.ts';
import type { ControlFacts, ControlItem } from './types.ts';

type Bench = CaseBench<ControlFacts>;

const SHOWN = 20;

/** MAIL-36: the notice, then what is still missing; people by name, as MAIL-35 does. */
export function mailAsked(bench: Bench, turn: string): void {
  const { facts } = bench.case;
  const awaited = facts.items.filter((item) => isAwaited(bench.people.organisation, item, bench.at));
  const askedAt = Date.parse(facts.askedAt ?? bench.at.toISOString());
  toAdministrateurs(bench, `MAIL-36:${turn}`, {
    template: 'MAIL-36',
    ...about(bench),
    again: turn !== 'first',
    evidence: lines(bench, awaited),
    more: Math.max(0, awaited.length - SHOWN),
    until: frenchDate(new Date(askedAt + bench.policy.controlEndMs)),
  });
}

/** MAIL-81: gaps to correct. What the Caf wrote about them stands on the page, not in a mail. */
export function mailGaps(bench: Bench, turn: string): void {
  const gaps = bench.case.facts.items.filter(isOpenGap);
  toAdministrateurs(bench, `MAIL-81:${bench.case.facts.gapsSince}:${turn}`, {
    template: 'MAIL-81',
    ...about(bench),
    again: turn !== 'first',
    gaps: lines(bench, gaps),
    more: Math.max(0, gaps.length - SHOWN),
  });
}

/** MAIL-82, to the Caf: gaps that remain in spite of the reminders. */
export function mailEscalated(bench: Bench): void {
  const { gapsSince, escalations, items } = bench.case.facts;
  mailToCaf(bench, `MAIL-82:${gapsSince}:${escalations}`, {
    template: 'MAIL-82',
    ...about(bench),
    open: items.filter(isOpenGap).length,
  });
}

/** MAIL-83: how the control ended. */
export function mailEnded(bench: Bench, outcome: ParamsOf<'MAIL-83'>['outcome']): void {
  toAdministrateurs(bench, 'MAIL-83', { template: 'MAIL-83', ...about(bench), outcome });
}

function about(bench: Bench) {
  return {
    organisme: bench.people.organisation.partner.raisonSociale,
    year: bench.case.facts.year,
    link: { kind: 'page', path: `/controles/${bench.case.id}` },
  } as const;
}

function lines(bench: Bench, items: readonly ControlItem[]): string[] {
  const { accounts } = bench.people.organisation;
  return items.slice(0, SHOWN).map(({ userId, about: what }) => {
    const person = accounts.find((one) => one.id === userId);
    return `${person === undefined ? 'Une personne' : `${person.firstName} ${person.lastName}`} – ${EVIDENCE[what].label}`;
  });
}

function toAdministrateurs(bench: Bench, key: string, params: MailParams): void {
  for (const { id } of administrateursOf(bench.people.organisation, bench.at))
    mailToAccount(bench, id, `${key}:${id}`, params);
}
