import { z } from 'zod';
import { ensureCaseTask, finishCaseTask, fireCase, mailToCaf, noteCase } from '../case/desk.ts';
import type { CaseDesk, CaseKind, CaseTransition } from '../case/types.ts';
import { assertNever, DomainError } from '../errors.ts';
import { prose } from '../formats/schemas.ts';
import { accountOf } from '../people/desk.ts';
import { liftSuspension, suspendAccounts } from '../people/suspension.ts';
import { addWorkingHours } from '../policy/calendar.ts';
import { type CompleteTask, completeTaskSchema } from '../task/completion.ts';
import { text } from '../task/fields.ts';
import type { IncidentFacts } from './types.ts';

export const INCIDENT_STATES = ['SIGNALE', 'ACCUSE', 'EN_TRAITEMENT', 'CLOS'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** domain.md §11 « Incident de sécurité », line by line. */
export const INCIDENT_TRANSITIONS = [
  {
    event: 'acknowledge',
    from: ['SIGNALE'],
    to: 'ACCUSE',
    by: ['agent'],
    tell: 'Incident pris en compte par la Caf',
    rules: ['TIME-11'],
  },
  {
    event: 'treat',
    from: ['ACCUSE'],
    to: 'EN_TRAITEMENT',
    by: ['agent'],
    tell: 'Incident en traitement',
    rules: ['OBL-12'],
  },
  {
    event: 'close',
    from: ['ACCUSE', 'EN_TRAITEMENT'],
    to: 'CLOS',
    by: ['agent'],
    tell: 'Incident clos',
    rules: ['OBL-12'],
  },
] as const satisfies readonly CaseTransition<IncidentState>[];
type IncidentEvent = (typeof INCIDENT_TRANSITIONS)[number]['event'];

const words = prose(4_000);
const acts = z.discriminatedUnion('type', [
  /** one click: accounts that are concerned, or others of the organisme that turn out to be (« suspends chosen accounts ») */
  z.object({ type: z.literal('suspend'), userIds: z.array(z.string()).min(1) }),
  z.object({ type: z.literal('lift'), userIds: z.array(z.string()).min(1) }),
  z.object({ type: z.literal('addNote'), text: words }),
  completeTaskSchema,
]);
type IncidentAct = z.output<typeof acts>;
type Desk = CaseDesk<IncidentFacts, IncidentState>;

/** A security incident declared by an administrateur or a gestionnaire: the Caf is told at once, chosen accounts are suspended, the timeline is kept. */
export const securityIncident: CaseKind<IncidentFacts, IncidentAct, IncidentState, IncidentEvent> = {
  type: 'securityIncident',
  transitions: INCIDENT_TRANSITIONS,
  labels: { SIGNALE: 'Signalé', ACCUSE: 'Pris en compte', EN_TRAITEMENT: 'En traitement', CLOS: 'Clos' },
  marks: { SIGNALE: 'plain', ACCUSE: 'plain', EN_TRAITEMENT: 'plain', CLOS: 'plain' },
  finals: ['CLOS'],
  acts,
  peopleOf: (facts) => [...facts.userIds, facts.declaredBy],
  namedBy: (act) => (act.type === 'suspend' ? act.userIds : []),

  open: (desk) => mailIncident(desk, false),

  carryOut(desk, act) {
    switch (act.type) {
      case 'suspend':
        return suspend(desk, act.userIds);
      case 'lift':
        return lift(desk, act.userIds);
      case 'addNote':
        return noteCase(desk, 'securityIncident.note', act.text, { rule: 'OBL-12' });
      case 'completeTask':
        return complete(desk, act);
      default:
        return assertNever(act);
    }
  },

  settle(desk) {
    if (desk.case.state === 'CLOS') return;
    ensureCaseTask(desk, 'TRAITER_INCIDENT', 'Un incident de sécurité est signalé par le partenaire.');
  },

  deadlines: (one, policy) =>
    one.state === 'SIGNALE' && !one.facts.escalated
      ? [{ at: addWorkingHours(one.createdAt, policy.incidentAckMs), what: 'escalate', rule: 'TIME-11' }]
      : [],

  onDeadline(desk) {
    desk.case.facts.escalated = true;
    noteCase(desk, 'securityIncident.escalate', 'Incident non pris en compte à temps : la Caf est alertée de nouveau', {
      rule: 'TIME-11',
    });
    mailIncident(desk, true);
  },

  waiting: (one, policy) => ({
    who: 'CAF',
    what: one.state === 'SIGNALE' ? "prendre l'incident en compte" : "traiter l'incident",
    until: one.state === 'SIGNALE' ? addWorkingHours(one.createdAt, policy.incidentAckMs) : null,
    then:
      one.state === 'SIGNALE'
        ? 'La Caf est alertée de nouveau.'
        : "Les comptes suspendus le restent jusqu'à sa clôture.",
  }),
};

/** MAIL-8's way in has its way out: the Caf is told at once, without a name or a fact (S2). */
function mailIncident(desk: Desk, again: boolean): void {
  const key = `MAIL-63:${again ? 'again' : 'first'}`;
  const organisme = desk.people.roster.partner.raisonSociale;
  mailToCaf(desk, key, { template: 'MAIL-63', organisme, again, link: { kind: 'process', processId: desk.case.id } });
}

function suspend(desk: Desk, userIds: readonly string[]): void {
  const { facts } = desk.case;
  const chosen = [...new Set(userIds)].map((id) => accountOf(desk.people.roster, id).id);
  const added = chosen.filter((id) => !facts.userIds.includes(id));
  suspendAccounts(desk.people, chosen);
  facts.userIds.push(...added);
  facts.suspended = [...new Set([...facts.suspended, ...chosen])];
  const found = added.length === 0 ? '' : `, dont ${added.length} ajouté${added.length > 1 ? 's' : ''} à l'incident`;
  noteCase(desk, 'securityIncident.suspend', `Comptes suspendus : ${chosen.length}${found}`, {
    rule: 'OBL-12',
    after: { userIds: chosen },
  });
}

/** « Lifted by the Caf ». */
function lift(desk: Desk, userIds: readonly string[]): void {
  if (desk.actor.role !== 'agent' && desk.actor.role !== 'cafAdmin')
    throw new DomainError('ACTION_NON_PERMISE', 'La Caf lève une suspension.', { rule: 'OBL-12' });
  const { facts } = desk.case;
  const chosen = userIds.filter((id) => facts.suspended.includes(id));
  const held = chosen.filter((id) => desk.case.heldElsewhere.includes(id));
  liftSuspension(
    desk.people,
    chosen.filter((id) => !held.includes(id)),
  );
  facts.suspended = facts.suspended.filter((id) => !chosen.includes(id));
  noteCase(desk, 'securityIncident.lift', `Suspensions levées : ${chosen.length - held.length}`, {
    rule: 'OBL-12',
    after: { userIds: chosen, heldElsewhere: held },
  });
}

function complete(desk: Desk, act: CompleteTask): void {
  const task = finishCaseTask(desk, act);
  const note = text(act.fields.note);
  if (note !== '') noteCase(desk, 'securityIncident.note', note);
  switch (task.outcome) {
    case 'acknowledge':
      return fireCase(desk, securityIncident, 'acknowledge');
    case 'treat':
      return fireCase(desk, securityIncident, 'treat');
    default:
      lift(desk, desk.case.facts.suspended);
      return fireCase(desk, securityIncident, 'close');
  }
}
