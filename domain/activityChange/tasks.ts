import type { TaskKindRow } from '../task/row.ts';

/** Work of the worker's own Caf on what an Esat declared in the year (ESAT-9). Words about a worker are kept sealed. */
export const ACTIVITY_CHANGE_TASKS = {
  TRAITER_CHANGEMENT_ACTIVITE: {
    label: 'Traiter un changement d’activité',
    dueDays: 5,
    outcomes: {
      accept: {
        label: 'Le dossier de l’allocataire est à jour',
        fields: [{ name: 'note', label: 'Message à l’Esat', type: 'sealed', required: false }],
      },
      refuse: {
        label: 'Refuser le changement',
        fields: [{ name: 'reason', label: 'Motif', type: 'sealed', required: true }],
      },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
