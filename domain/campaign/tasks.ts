import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on the rows of a campaign (§6.4). */
export const CAMPAIGN_TASKS = {
  TRAITER_LIGNE: {
    label: 'Traiter une ligne retenue',
    dueDays: 10,
    outcomes: {
      release: {
        label: 'Corriger et libérer',
        fields: [{ name: 'corrections', label: 'Valeurs corrigées', type: 'row', required: false }],
      },
      inactive: { label: "L'établissement n'est plus actif", fields: [] },
      drop: { label: 'Écarter la ligne', fields: [REASON] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
