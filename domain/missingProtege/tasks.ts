import type { TaskKindRow } from '../task/row.ts';

/** Work of the Caf on a protégé whom a tuteur does not find: no words are typed, they would be about somebody (S2). */
export const MISSING_TASKS = {
  VERIFIER_PROTEGE: {
    label: 'Vérifier un protégé manquant',
    dueDays: 5,
    outcomes: {
      entrusted: { label: 'Il lui est confié : je le fais corriger', fields: [] },
      refuse: { label: 'Il ne lui est pas confié', fields: [] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
