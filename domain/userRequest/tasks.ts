import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on what an administrateur asks about a person (RGT-17). */
export const USER_REQUEST_TASKS = {
  // RGT-17: in mode centralisé the Caf does what the administrateur asks; `done` does it
  GERER_UTILISATEUR: {
    label: 'Traiter une demande sur une personne',
    dueDays: 5,
    outcomes: {
      done: { label: 'Faire ce qui est demandé', fields: [] },
      refuse: { label: 'Refuser', fields: [REASON] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
