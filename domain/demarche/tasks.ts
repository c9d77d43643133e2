import type { TaskField, TaskKindRow } from '../task/row.ts';

/** Words about a protégé: kept sealed, the act carries their id (TUT-13). */
const REASON: TaskField = { name: 'reason', label: 'Motif', type: 'sealed', required: true };

/** Work of the Caf on what a tuteur declared (TUT-14). */
export const DEMARCHE_TASKS = {
  TRAITER_DEMARCHE: {
    label: 'Traiter une démarche de tuteur',
    dueDays: 10,
    outcomes: {
      accept: {
        label: 'La démarche est traitée',
        fields: [{ name: 'note', label: 'Message au tuteur', type: 'sealed', required: false }],
      },
      ask: {
        label: 'Demander un complément',
        fields: [{ name: 'text', label: 'Ce qui manque', type: 'sealed', required: true }],
      },
      refuse: { label: 'Refuser la démarche', fields: [REASON] },
      close: { label: 'Classer sans suite', fields: [REASON] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
