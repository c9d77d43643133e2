import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on an access request (§3.3, §4.5). */
export const REQUEST_TASKS = {
  EXAMINER_DEMANDE: {
    label: "Examiner une demande d'accès",
    dueDays: 10,
    outcomes: {
      accept: {
        label: 'Accepter',
        fields: [
          { name: 'profiles', label: 'Profils accordés', type: 'profiles', required: true },
          { name: 'services', label: 'Services accordés', type: 'services', required: false },
          { name: 'titre', label: 'Titre (T9)', type: 'text', required: false },
          { name: 'reasons', label: 'Motif de refus de ce qui n’est pas accordé', type: 'profiles', required: false },
        ],
      },
      refuse: {
        label: 'Refuser',
        fields: [{ name: 'reasons', label: 'Motif par profil et par service', type: 'profiles', required: true }],
      },
      ask: {
        label: 'Demander un complément',
        fields: [{ name: 'what', label: 'Ce qui manque', type: 'text', required: true }],
      },
      redirect: { label: 'Réorienter', fields: [{ ...REASON, required: false }] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
