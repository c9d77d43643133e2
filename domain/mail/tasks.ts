import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on a mail that did not go, or may not have arrived (R2). */
export const MAIL_TASKS = {
  // [P] ours: a mail to the partner that the gateway refuses for good stops the dossier until someone gives an address (R2)
  CORRIGER_COURRIEL: {
    label: 'Corriger une adresse de courriel refusée',
    dueDays: 2,
    outcomes: {
      correct: {
        label: "Corriger l'adresse et renvoyer",
        fields: [{ name: 'email', label: 'Courriel', type: 'email', required: true }],
      },
      abandon: { label: 'Abandonner', fields: [REASON] },
    },
  },
  // [P] ours: nobody but its recipient knows whether a mail in doubt has arrived; `subject` is the mail (R2)
  VERIFIER_COURRIEL: {
    label: "Vérifier l'arrivée d'un courriel",
    dueDays: 2,
    outcomes: {
      received: { label: "Le destinataire l'a reçu", fields: [] },
      resend: { label: 'Renvoyer le courriel', fields: [] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
