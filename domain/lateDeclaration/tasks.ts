import { NOTE, type TaskKindRow } from '../task/row.ts';

/** Work of the Caf on an Esat that let the window pass (ESAT-8). */
export const LATE_DECLARATION_TASKS = {
  RELANCER_ESAT: {
    label: 'Relancer un Esat qui n’a pas déclaré',
    dueDays: 10,
    outcomes: {
      received: { label: 'Les rémunérations sont reçues autrement', fields: [NOTE] },
      nobody: { label: 'L’Esat n’emploie aucun bénéficiaire de l’AAH', fields: [NOTE] },
      unanswered: { label: 'L’Esat n’a pas répondu', fields: [NOTE] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
