import { z } from 'zod';
import { fireCase, mailToAccount, mailToCaf } from '../case/desk.ts';
import type { CaseDesk, CaseKind, CaseTransition } from '../case/types.ts';
import { prose } from '../formats/schemas.ts';
import { administrateursOf } from '../people/desk.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { isOpenNationally, nationalOf } from '../service/national.ts';
import { openingResumed } from '../service/openings.ts';
import { SERVICES } from '../service/services.ts';
import type { Opening } from '../service/standing.ts';
import { takenSince } from '../tuteur/exclusive.ts';
import type { SuspensionFacts } from './types.ts';

export const SUSPENSION_STATES = ['SUSPENDU', 'ROUVERT', 'SANS_OBJET'] as const;
export type SuspensionState = (typeof SUSPENSION_STATES)[number];

/** §4.3 « Ouverture de service »: suspend begins it, reopen ends it; one that is closed meanwhile is not opened again. */
export const SUSPENSION_TRANSITIONS = [
  {
    event: 'resume',
    from: ['SUSPENDU'],
    to: 'ROUVERT',
    by: ['agent', 'process'],
    tell: 'Suspension levée',
    rules: ['TUT-9'],
  },
  {
    event: 'overtake',
    from: ['SUSPENDU'],
    to: 'SANS_OBJET',
    by: ['process'],
    tell: 'Le service a été fermé entre-temps : rien n’est à rouvrir',
    rules: ['CONV-13'],
  },
] as const satisfies readonly CaseTransition<SuspensionState>[];
type SuspensionEvent = (typeof SUSPENSION_TRANSITIONS)[number]['event'];

const acts = z.object({ type: z.literal('resume'), reason: prose(2_000) });
type Desk = CaseDesk<SuspensionFacts, SuspensionState>;

/**
 * A service of a partner is suspended for a reason, until an instant or until somebody opens it again (§4.3; TUT-4, TUT-9 precedent): its people
 * are told, it opens again by itself at its end, and whoever suspends it elsewhere keeps it so.
 */
export const serviceSuspension: CaseKind<SuspensionFacts, z.output<typeof acts>, SuspensionState, SuspensionEvent> = {
  type: 'serviceSuspension',
  transitions: SUSPENSION_TRANSITIONS,
  labels: { SUSPENDU: 'Suspendu', ROUVERT: 'Rouvert', SANS_OBJET: 'Fermé entre-temps' },
  marks: { SUSPENDU: 'amiss', ROUVERT: 'done', SANS_OBJET: 'amiss' },
  finals: ['ROUVERT', 'SANS_OBJET'],
  acts,
  peopleOf: () => [],

  open(desk) {
    const { service, reason, until } = desk.case.facts;
    const end = until === null ? null : frenchInstant(new Date(until));
    tell(desk, 'MAIL-98', { template: 'MAIL-98', ...about(desk, service), reason, end, link: link(desk) });
  },

  carryOut(desk, act) {
    fireCase(desk, serviceSuspension, 'resume');
    desk.case.facts.resumedFor = act.reason;
    reopen(desk, act.reason);
  },

  settle(desk) {
    if (desk.case.state !== 'SUSPENDU') return;
    if (held(desk).length === 0) return fireCase(desk, serviceSuspension, 'overtake', { as: 'process' });
    if (desk.case.incidentClosed !== true) return;
    const words = 'L’incident de sécurité est clos';
    fireCase(desk, serviceSuspension, 'resume', { as: 'process', tell: words, rule: 'OBL-12' });
    reopen(desk, `${words}.`);
  },

  deadlines: ({ state, facts }) =>
    state === 'SUSPENDU' && facts.until !== null ? [{ at: new Date(facts.until), what: 'resume', rule: 'TUT-9' }] : [],

  onDeadline(desk) {
    if (held(desk).length === 0) return; // settled as overtaken
    fireCase(desk, serviceSuspension, 'resume', { as: 'process', tell: 'Fin de la suspension' });
    reopen(desk, 'La fin prévue de la suspension est venue.');
  },

  waiting: ({ facts }) =>
    facts.until === null
      ? {
          who: 'CAF',
          what: 'lever ce qui suspend le service, puis le rouvrir',
          until: null,
          then: 'Le service rouvre aussitôt et le partenaire est prévenu.',
        }
      : {
          who: 'SYSTEME',
          what: 'la fin de la suspension',
          until: new Date(facts.until),
          then: 'Le service rouvre de lui-même et le partenaire est prévenu.',
        },
};

/** Another process keeps it closed for everyone. */
const STILL_CLOSED = {
  label: 'Suspension levée ; le service reste fermé pour tous',
  after: { state: 'SUSPENDUE' },
};

/** What it suspends: the opening that it took, or the one that has carried it on since (DEL-6). */
function held({ case: { id }, people }: Desk): Opening[] {
  return people.roster.services.filter((one) => one.suspendedBy === id && one.state === 'SUSPENDUE');
}

/**
 * Opens what it suspends; where a process keeps the service closed for everyone, that one suspends it from now on, and opens it with the others
 * (TUT-17). A group that exchanges Cdap T9 for the space gives it up again (TUT-5).
 */
function reopen(desk: Desk, reason: string): void {
  const { roster } = desk.people;
  const { service } = desk.case.facts;
  const national = nationalOf(roster.nationals, service);
  const keeper = national !== null && !isOpenNationally(national, desk.at) ? national.processId : null;
  for (const one of held(desk)) {
    const still = { suspendedAt: national?.since ?? null, suspendedUntil: null, suspendedBy: keeper };
    Object.assign(
      one,
      keeper === null
        ? { state: 'OUVERTE', reason: null, suspendedAt: null, suspendedUntil: null, suspendedBy: null }
        : { reason: national?.reason ?? null, ...still },
    );
    const line = keeper === null ? openingResumed(reason) : { ...openingResumed(), ...STILL_CLOSED };
    desk.audit.push({ ...line, entityId: one.id });
  }
  for (const group of roster.groups.filter(({ exclusiveT9 }) => exclusiveT9)) {
    const since = takenSince(group, roster.services, desk.at);
    if (since?.getTime() !== group.t9SuspendedAt?.getTime())
      Object.assign(group, { t9SuspendedAt: since, version: group.version + 1 });
  }
  const closed = keeper !== null;
  tell(desk, 'MAIL-99', { template: 'MAIL-99', ...about(desk, service), closed, link: link(desk) });
}

const about = ({ people }: Desk, service: SuspensionFacts['service']) => ({
  organisme: people.roster.partner.raisonSociale,
  service: SERVICES[service],
});
const link = (desk: Desk) => ({
  kind: 'page' as const,
  path: `/partenaires/${desk.people.roster.partner.id}#services`,
});

/** The administrateurs in function and the managing Caf. */
function tell(desk: Desk, key: string, params: Parameters<typeof mailToCaf>[2]): void {
  for (const { id } of administrateursOf(desk.people.roster, desk.at)) mailToAccount(desk, id, `${key}:${id}`, params);
  mailToCaf(desk, key, params);
}
