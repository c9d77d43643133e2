import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on the SIRET of a tuteur (TUT-6, TUT-7), and on one who sees nothing whatever his SIRET (TUT-12). */
export const CORRECTION_TASKS = {
  CORRIGER_SIRET_TUTEUR: {
    label: "Corriger le SIRET d'un tuteur",
    dueDays: 10,
    outcomes: {
      confirm: {
        label: 'Corriger le SIRET',
        fields: [
          { name: 'siret', label: 'SIRET à porter sur la convention', type: 'siret', required: true },
          { name: 'from', label: 'SIRET actuel', type: 'shown', required: false },
        ],
      },
      keep: { label: 'Garder le SIRET actuel', fields: [REASON] },
      ask: {
        label: 'Demander au partenaire',
        fields: [{ name: 'question', label: 'Ce que vous lui demandez', type: 'text', required: false }],
      },
    },
  },
  A_VERIFIER: {
    label: 'Vérifier un tuteur absent de Tiersi ou sans protégé',
    dueDays: 10,
    outcomes: {
      keep: { label: 'Rien à corriger ici : il garde Cdap T9', fields: [REASON] },
      ask: {
        label: 'Demander son SIRET au partenaire',
        fields: [{ name: 'question', label: 'Ce que vous lui demandez', type: 'text', required: false }],
      },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
