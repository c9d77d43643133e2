import { ensureCaseTask, finishCaseTask, fireCase } from '../case/desk.ts';
import type { CaseKind, CaseTransition } from '../case/types.ts';
import { type CompleteTask, completeTaskSchema } from '../task/completion.ts';

export const LATE_DECLARATION_STATES = ['A_RELANCER', 'REGULARISEE', 'SANS_BENEFICIAIRE', 'SANS_REPONSE'] as const;
export type LateDeclarationState = (typeof LATE_DECLARATION_STATES)[number];

/** An Esat that let the window of a year pass. */
export interface LateDeclarationFacts {
  /** the year whose November it did not declare */
  year: number;
}

// biome-ignore format: one line per transition
export const LATE_DECLARATION_TRANSITIONS = [
  { event: 'received',   from: ['A_RELANCER'], to: 'REGULARISEE',       by: ['agent'], tell: 'Rémunérations garanties reçues autrement', rules: ['ESAT-8'] },
  { event: 'nobody',     from: ['A_RELANCER'], to: 'SANS_BENEFICIAIRE', by: ['agent'], tell: 'Aucun bénéficiaire de l’AAH à déclarer',   rules: ['ESAT-11'] },
  { event: 'unanswered', from: ['A_RELANCER'], to: 'SANS_REPONSE',      by: ['agent'], tell: 'L’Esat n’a pas répondu',                   rules: ['ESAT-8'] },
] as const satisfies readonly CaseTransition<LateDeclarationState>[];
type LateDeclarationEvent = (typeof LATE_DECLARATION_TRANSITIONS)[number]['event'];

/** One case a year of an Esat: the year's workflow meets it twice and begins it once. */
export const lateKey = (partnerId: string, year: number): string => `${partnerId}-${year}`;

/** The case of an Esat that did not declare, as it begins (ESAT-8). */
export function beginLate(organisme: string, year: number) {
  return {
    label: organisme,
    state: 'A_RELANCER',
    facts: { year },
    tell: { label: `Rémunérations garanties de novembre ${year} non déclarées à la fin de la période`, rule: 'ESAT-8' },
  } as const;
}

/** An Esat that let the window pass: its Caf gets in touch, and says what came of it (ESAT-8). */
export const lateDeclaration: CaseKind<LateDeclarationFacts, CompleteTask, LateDeclarationState, LateDeclarationEvent> =
  {
    type: 'lateDeclaration',
    transitions: LATE_DECLARATION_TRANSITIONS,
    labels: {
      A_RELANCER: 'À relancer par la Caf',
      REGULARISEE: 'Reçue autrement',
      SANS_BENEFICIAIRE: 'Aucun bénéficiaire',
      SANS_REPONSE: 'Sans réponse',
    },
    marks: { A_RELANCER: 'plain', REGULARISEE: 'plain', SANS_BENEFICIAIRE: 'plain', SANS_REPONSE: 'plain' },
    finals: ['REGULARISEE', 'SANS_BENEFICIAIRE', 'SANS_REPONSE'],
    acts: completeTaskSchema,
    peopleOf: () => [],

    open() {},

    carryOut(desk, act) {
      const { outcome } = finishCaseTask(desk, act);
      for (const { event } of LATE_DECLARATION_TRANSITIONS.filter((row) => row.event === outcome))
        fireCase(desk, lateDeclaration, event);
    },

    settle(desk) {
      if (desk.case.state !== 'A_RELANCER') return;
      const { year } = desk.case.facts;
      ensureCaseTask(desk, 'RELANCER_ESAT', `L’Esat n’a pas déclaré les rémunérations garanties de novembre ${year}.`);
    },

    deadlines: () => [],
    onDeadline() {},

    waiting: (one) => ({
      who: 'CAF',
      what: 'relancer l’Esat qui n’a pas déclaré',
      until: one.tasks.find((task) => task.state === 'OUVERTE')?.due ?? null,
      then: 'En retard, la tâche est signalée.',
    }),
  };
