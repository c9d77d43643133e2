import { NOTE, REASON, type TaskKindRow } from '../task/row.ts';

/** Work on a yearly control (§11). */
export const CONTROL_TASKS = {
  // OBL-15: which items are gaps, and why, each by its id; the others are accepted
  EXAMINER_CONTROLE: {
    label: 'Examiner un contrôle annuel',
    dueDays: 15,
    outcomes: {
      conform: { label: 'Conforme', fields: [NOTE] },
      gaps: {
        label: 'Relever des écarts',
        fields: [{ name: 'gaps', label: 'Écarts', type: 'gaps', required: false }],
      },
    },
  },
  VERIFIER_CORRECTION: {
    label: "Vérifier la correction d'un écart",
    dueDays: 10,
    outcomes: {
      accept: { label: 'Accepter la correction', fields: [] },
      reject: { label: 'Refuser la correction', fields: [REASON] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
