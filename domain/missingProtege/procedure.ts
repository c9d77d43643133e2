import { askerOf } from '../case/asker.ts';
import { ensureCaseTask, finishCaseTask, fireCase, mailToAccount } from '../case/desk.ts';
import type { CaseDesk, CaseKind, CaseTransition } from '../case/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { MissingFound } from '../protege/missing.ts';
import { type CompleteTask, completeTaskSchema } from '../task/completion.ts';

export const MISSING_STATES = ['A_VERIFIER', 'CONFIE', 'NON_CONFIE'] as const;
export type MissingState = (typeof MISSING_STATES)[number];

/** What a tuteur does not find, and where it stands ([P], issue on the Espace Tuteur). */
export interface MissingFacts {
  /** account of the tuteur */
  askedBy: string;
  /** what the comparison found: the Caf alone reads it */
  found: MissingFound;
  /** whom it is about, sealed; null once the Caf has answered: nobody needs it any more */
  sealed: string | null;
}

// biome-ignore format: one line per transition
export const MISSING_TRANSITIONS = [
  { event: 'entrusted', from: ['A_VERIFIER'], to: 'CONFIE',     by: ['agent'], tell: 'Confié au tuteur : à corriger', rules: ['TUT-16'] },
  { event: 'refuse',    from: ['A_VERIFIER'], to: 'NON_CONFIE', by: ['agent'], tell: 'Pas confié au tuteur',          rules: ['TUT-16'] },
] as const satisfies readonly CaseTransition<MissingState>[];
type MissingEvent = (typeof MISSING_TRANSITIONS)[number]['event'];

/** « Il me manque un protégé »: the Caf looks where the file and Tiersi leave it open, and says whether the tuteur is entrusted with them. */
export const missingProtege: CaseKind<MissingFacts, CompleteTask, MissingState, MissingEvent> = {
  type: 'missingProtege',
  transitions: MISSING_TRANSITIONS,
  labels: { A_VERIFIER: 'À vérifier par la Caf', CONFIE: 'Confié : à corriger', NON_CONFIE: 'Pas confié' },
  marks: { A_VERIFIER: 'plain', CONFIE: 'plain', NON_CONFIE: 'plain' },
  finals: ['CONFIE', 'NON_CONFIE'],
  acts: completeTaskSchema,
  peopleOf: ({ askedBy }) => [askedBy],

  open() {},

  carryOut(desk, act) {
    const { outcome } = finishCaseTask(desk, act);
    fireCase(desk, missingProtege, outcome === 'entrusted' ? 'entrusted' : 'refuse');
    desk.case.facts.sealed = null;
    tell(desk);
  },

  settle(desk) {
    if (desk.case.state !== 'A_VERIFIER') return;
    ensureCaseTask(desk, 'VERIFIER_PROTEGE', 'Un tuteur ne trouve pas une personne qui lui serait confiée.');
  },

  deadlines: () => [],
  onDeadline() {},

  waiting: (one) => ({
    who: 'CAF',
    what: 'vérifier si la personne est confiée au tuteur',
    until: one.tasks.find((task) => task.state === 'OUVERTE')?.due ?? null,
    then: "La réponse se lit dans l'Espace Tuteur ; en retard, la tâche est signalée.",
  }),
};

/** MAIL-97: that the Caf has answered, whatever it found (TUT-18). */
function tell(desk: CaseDesk<MissingFacts>): void {
  for (const userId of askerOf(desk))
    mailToAccount(desk, userId, `MAIL-97:${userId}`, {
      template: 'MAIL-97',
      organisme: desk.people.roster.partner.raisonSociale,
      signalledOn: frenchDate(desk.case.createdAt),
      link: { kind: 'page', path: '/tuteur/protege-manquant' },
    });
}
