import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on a support request (§12). */
export const SUPPORT_TASKS = {
  // RGT-11, ADM-8: three working days for a request with the right subject, ten for another
  REPONDRE_DEMANDE: {
    label: 'Répondre à une demande de support',
    dueDays: 3,
    outcomes: {
      answer: { label: 'Répondre', fields: [{ name: 'text', label: 'Réponse', type: 'text', required: true }] },
      ask: {
        label: 'Demander un complément',
        fields: [{ name: 'text', label: 'Ce qui manque', type: 'text', required: true }],
      },
      close: { label: 'Classer', fields: [REASON] },
    },
  },
  TRAITER_DEPART: {
    label: "Traiter le départ d'un administrateur",
    dueDays: 5,
    outcomes: {
      done: { label: 'Annexe 3 engagée', fields: [{ name: 'text', label: 'Note', type: 'text', required: false }] },
      close: { label: 'Classer', fields: [REASON] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
