import type { Step } from '../decision/step.ts';
import type { Deadline } from '../dossier/kind.ts';

/** A stay of a process in one phase, or state, as it was kept. */
export interface Stay {
  step: string;
  enteredAt: Date;
  leftAt: Date | null;
}

/** A step with what is known of when: entered first, left last; null where nobody kept it, or it is still to come. */
export interface DatedStep extends Step {
  enteredAt: Date | null;
  leftAt: Date | null;
}

/** What happens by itself, in words, and when; `rule`: what makes it so. */
export interface Planned {
  at: Date;
  what: string;
  rule: string | null;
}

/** The steps of a process with their instants. `labelOf`: the step of a stay; a stay of no step of the page is told by none. */
export function datedSteps(
  steps: readonly Step[],
  stays: readonly Stay[],
  labelOf: (step: string) => string,
): DatedStep[] {
  return steps.map((step) => {
    const own = stays.filter((stay) => labelOf(stay.step) === step.label);
    const last = own.at(-1);
    // what lies ahead of a dossier that was sent back was entered once, and will be anew
    const known = step.at === 'ahead' ? [] : own;
    return {
      ...step,
      enteredAt: known[0]?.enteredAt ?? null,
      leftAt: step.at === 'done' || step.at === 'stopped' ? (last?.leftAt ?? null) : null,
    };
  });
}

const WORDS: Readonly<Record<string, string>> = {
  remind: 'Relance du partenaire',
  remindCaf: 'Relance de la Caf',
  remindGroups: 'Relance : groupes à créer',
  remindReplacement: 'Relance : administrateur à remplacer',
  remindSiret: 'Relance : SIRET à confirmer',
  expire: 'Fin de l’attente : sans réponse, le dossier s’arrête',
  escalate: 'La Caf est alertée',
  late: 'Le dossier est en retard',
  open: 'Ouverture du service',
  close: 'Clôture',
  confirm: 'Le transfert devient définitif',
  lapse: 'Fin de l’attente',
  report: 'Bilan de la campagne',
  resume: 'Fin de la suspension',
};

/** Deadlines as people read them; one that has no words of its own is the next thing that the process does. */
export function plannedOf(deadlines: readonly Pick<Deadline, 'at' | 'what' | 'rule' | 'ask'>[]): Planned[] {
  return deadlines.map(({ at, what, rule, ask }) => {
    const words = WORDS[what] ?? 'Prochaine action automatique';
    return { at, what: ask === undefined ? words : `${words} (${ask.what})`, rule };
  });
}
