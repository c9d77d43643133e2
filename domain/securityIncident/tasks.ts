import { NOTE, type TaskKindRow } from '../task/row.ts';

/** Work on a security incident (§11). */
export const INCIDENT_TASKS = {
  TRAITER_INCIDENT: {
    label: 'Traiter un incident de sécurité',
    dueDays: 1,
    outcomes: {
      acknowledge: { label: 'Prendre en compte', fields: [NOTE] },
      treat: { label: 'Commencer le traitement', fields: [NOTE] },
      close: { label: 'Clore, et lever les suspensions', fields: [{ ...NOTE, required: true }] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
