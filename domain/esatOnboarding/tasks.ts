import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on the onboarding of an Esat (§6). */
export const ESAT_TASKS = {
  VERIFIER_ELIGIBILITE: {
    label: "Vérifier l'éligibilité",
    dueDays: 10,
    outcomes: {
      eligible: {
        label: 'Éligible',
        fields: [{ name: 'form', label: "Formulaire d'éligibilité", type: 'form', required: false }],
      },
      notEligible: { label: 'Non éligible', fields: [REASON] },
    },
  },
  VERIFIER_ACTIVITE: {
    label: "Vérifier que l'établissement est toujours actif",
    dueDays: 10,
    outcomes: {
      active: { label: 'Toujours actif', fields: [] },
      inactive: { label: "N'est plus actif", fields: [] },
    },
  },
  VERIFIER_MISSION: {
    label: 'Vérifier la mission du partenaire',
    dueDays: 10,
    outcomes: {
      confirmed: { label: 'Mission confirmée', fields: [] },
      changed: {
        label: 'Mission modifiée',
        fields: [{ name: 'missions', label: 'Missions', type: 'list', required: true }],
      },
      refuse: { label: 'Refuser', fields: [REASON] },
    },
  },
  // [P] ours: in mode centralisé the Caf makes the Esat group (ESAT-19); the groups themselves tell when it is done
  CONFIGURER_GROUPE: {
    label: 'Créer le groupe Esat, son rôle et ses utilisateurs',
    dueDays: 10,
    outcomes: { done: { label: "C'est fait", fields: [] } },
  },
} as const satisfies Record<string, TaskKindRow>;
