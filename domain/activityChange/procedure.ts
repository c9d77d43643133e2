import { z } from 'zod';
import { askerOf } from '../case/asker.ts';
import { dropCaseTasks, ensureCaseTask, finishCaseTask, fireCase, mailToAccount } from '../case/desk.ts';
import type { CaseDesk, CaseKind, CaseTransition } from '../case/types.ts';
import type { ParamsOf } from '../mail/registry.ts';
import { completeTaskSchema } from '../task/completion.ts';
import { text } from '../task/fields.ts';
import { type ActivityChangeFacts, CHANGES } from './types.ts';

export const ACTIVITY_CHANGE_STATES = ['TRANSMIS', 'TRAITE', 'REFUSE', 'RETIRE'] as const;
export type ActivityChangeState = (typeof ACTIVITY_CHANGE_STATES)[number];

/** Came to nothing: no rate is known by it. */
export const WITHOUT_EFFECT: readonly ActivityChangeState[] = ['REFUSE', 'RETIRE'];

/** Whoever of the Esat may declare: that they are in its group is asked before (ESAT-10). */
const DECLARANT = ['administrateur', 'gestionnaire', 'utilisateur'] as const;

// biome-ignore format: one line per transition
export const ACTIVITY_CHANGE_TRANSITIONS = [
  { event: 'accept',   from: ['TRANSMIS'], to: 'TRAITE', by: ['agent'], tell: 'Traité par la Caf',  rules: ['ESAT-9'] },
  { event: 'refuse',   from: ['TRANSMIS'], to: 'REFUSE', by: ['agent'], tell: 'Refusé par la Caf',  rules: ['ESAT-9'] },
  { event: 'withdraw', from: ['TRANSMIS'], to: 'RETIRE', by: DECLARANT, tell: 'Retiré par l’Esat',  rules: ['ESAT-9'] },
] as const satisfies readonly CaseTransition<ActivityChangeState>[];
type ActivityChangeEvent = (typeof ACTIVITY_CHANGE_TRANSITIONS)[number]['event'];

const acts = z.discriminatedUnion('type', [z.object({ type: z.literal('withdraw') }), completeTaskSchema]);
type ActivityChangeAct = z.output<typeof acts>;

/**
 * What an Esat declares of a worker in the year (ESAT-9, ESAT-12), from its receipt to what the worker's own Caf makes of it. What is declared is
 * personal data: it is kept sealed, and acts carry ids alone.
 */
export const activityChange: CaseKind<
  ActivityChangeFacts,
  ActivityChangeAct,
  ActivityChangeState,
  ActivityChangeEvent
> = {
  type: 'activityChange',
  transitions: ACTIVITY_CHANGE_TRANSITIONS,
  labels: { TRANSMIS: 'Transmis à la Caf', TRAITE: 'Traité par la Caf', REFUSE: 'Refusé par la Caf', RETIRE: 'Retiré' },
  marks: { TRANSMIS: 'plain', TRAITE: 'plain', REFUSE: 'plain', RETIRE: 'plain' },
  finals: ['TRAITE', 'REFUSE', 'RETIRE'],
  acts,
  peopleOf: ({ askedBy }) => [askedBy],

  open: (desk) => tell(desk, 'received'),

  carryOut(desk, act) {
    if (act.type === 'withdraw') return fireCase(desk, activityChange, 'withdraw');
    const { outcome } = finishCaseTask(desk, act);
    const event = outcome === 'accept' ? 'accept' : 'refuse';
    const words = text(act.fields[event === 'accept' ? 'note' : 'reason']);
    desk.case.facts.answerId = words === '' ? null : words;
    fireCase(desk, activityChange, event);
    tell(desk, event);
  },

  settle(desk) {
    const { state, facts } = desk.case;
    if (state === 'TRANSMIS')
      ensureCaseTask(desk, 'TRAITER_CHANGEMENT_ACTIVITE', `Changement ${facts.number} : ${CHANGES[facts.change]}`);
    else dropCaseTasks(desk, 'TRAITER_CHANGEMENT_ACTIVITE');
  },

  deadlines: () => [],
  onDeadline() {},

  waiting: (one) => ({
    who: 'CAF',
    what: 'traiter le changement d’activité',
    until: one.tasks.find((task) => task.state === 'OUVERTE')?.due ?? null,
    then: 'L’état se lit dans la page des changements ; en retard, la tâche est signalée.',
  }),
};

/** MAIL-122 to who declared it: that a number was received or answered, and where to read it. Whom and what it is about stands in no mail. */
function tell(desk: CaseDesk<ActivityChangeFacts>, act: ParamsOf<'MAIL-122'>['act']): void {
  for (const userId of askerOf(desk))
    mailToAccount(desk, userId, `MAIL-122:${act}:${userId}`, {
      ...{ template: 'MAIL-122', organisme: desk.people.roster.partner.raisonSociale, act },
      number: desk.case.facts.number,
      link: { kind: 'page', path: `/esat/changements/${desk.case.id}` },
    });
}
