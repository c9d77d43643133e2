import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on a change of approbateur (§7.2). */
export const APPROVER_TASKS = {
  // ACT-2, AFAS-9: done in MAIA by an MCP administrator of the Caf, confirmed here
  VALIDER_MAIA: {
    label: "Valider l'approbateur Afas dans MAIA",
    dueDays: 10,
    outcomes: {
      accept: { label: 'Validé dans MAIA', fields: [] },
      reject: { label: 'Refusé dans MAIA', fields: [REASON] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
