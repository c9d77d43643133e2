/** Work of Caf-side people: kinds, dues and outcomes of domain.md §4.5. Pages, API and processes read this table. */
export interface TaskKindRow {
  label: string;
  /** working days before it is late */
  dueDays: number;
  /** outcome → the French words of its button, and the fields it takes */
  outcomes: Record<string, { label: string; fields: readonly TaskField[] }>;
}

export interface TaskField {
  name: string;
  label: string;
  type: 'text' | 'email' | 'number' | 'siret' | 'list' | 'mode' | 'profiles' | 'form' | 'row' | 'gaps';
  required: boolean;
}

const reason: TaskField = { name: 'reason', label: 'Motif', type: 'text', required: true };

const note: TaskField = { name: 'note', label: 'Note', type: 'text', required: false };

export const TASK_KINDS = {
  EXAMINER_DEMANDE: {
    label: "Examiner une demande d'accès",
    dueDays: 10,
    outcomes: {
      accept: {
        label: 'Accepter',
        fields: [
          { name: 'profiles', label: 'Profils accordés', type: 'profiles', required: true },
          { name: 'titre', label: 'Titre (T9)', type: 'text', required: false },
          { name: 'reasons', label: 'Motif de refus des autres profils', type: 'profiles', required: false },
        ],
      },
      refuse: {
        label: 'Refuser',
        fields: [{ name: 'reasons', label: 'Motif par profil', type: 'profiles', required: true }],
      },
      ask: {
        label: 'Demander un complément',
        fields: [{ name: 'what', label: 'Ce qui manque', type: 'text', required: true }],
      },
      redirect: { label: 'Réorienter', fields: [{ ...reason, required: false }] },
    },
  },
  TRAITER_LIGNE: {
    label: 'Traiter une ligne retenue',
    dueDays: 10,
    outcomes: {
      release: {
        label: 'Corriger et libérer',
        fields: [{ name: 'corrections', label: 'Valeurs corrigées', type: 'row', required: false }],
      },
      inactive: { label: "L'établissement n'est plus actif", fields: [] },
      drop: { label: 'Écarter la ligne', fields: [reason] },
    },
  },
  VERIFIER_ELIGIBILITE: {
    label: "Vérifier l'éligibilité",
    dueDays: 10,
    outcomes: {
      eligible: {
        label: 'Éligible',
        fields: [{ name: 'form', label: "Formulaire d'éligibilité", type: 'form', required: false }],
      },
      notEligible: { label: 'Non éligible', fields: [reason] },
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
      refuse: { label: 'Refuser', fields: [reason] },
    },
  },
  CONTRESIGNER: {
    label: 'Contresigner les documents',
    dueDays: 5,
    outcomes: {
      countersign: { label: 'Contresigner', fields: [] },
      return: { label: 'Renvoyer au partenaire', fields: [reason] },
      refuse: { label: 'Refuser', fields: [reason] },
    },
  },
  // [P] ours: a convention, contrat or avenant that was returned waits here to be corrected and sent again (§4.3 `return`)
  CORRIGER_DOCUMENTS: {
    label: 'Corriger et renvoyer les documents',
    dueDays: 5,
    outcomes: {
      send: {
        label: 'Envoyer',
        fields: [
          { name: 'missions', label: 'Missions', type: 'list', required: false },
          { name: 'delegationMode', label: 'Mode de gestion', type: 'mode', required: false },
        ],
      },
      abandon: { label: 'Abandonner', fields: [reason] },
    },
  },
  CORRIGER_SIRET: {
    label: 'Lever un écart de SIRET',
    dueDays: 10,
    outcomes: {
      askPartner: { label: 'Demander au partenaire de corriger', fields: [] },
      avenant: {
        label: 'Corriger la convention, par avenant si elle est signée',
        fields: [{ name: 'siret', label: 'SIRET à porter sur la convention', type: 'siret', required: true }],
      },
    },
  },
  // CON-11, DEL-7, ESAT-28: one département, or several, which are the CNA's
  VERIFIER_PORTEE: {
    label: 'Vérifier la portée',
    dueDays: 5,
    outcomes: {
      single: { label: 'Un seul département : continuer avec cette Caf', fields: [] },
      several: { label: "Plusieurs départements : laisser au Centre national d'appui", fields: [] },
    },
  },
  RELANCER: {
    label: 'Relancer un partenaire silencieux',
    dueDays: 5,
    outcomes: {
      contacted: {
        label: 'Partenaire contacté',
        fields: [{ name: 'note', label: 'Compte rendu', type: 'text', required: true }],
      },
      extend: {
        label: 'Accorder un délai',
        fields: [{ name: 'days', label: 'Jours accordés', type: 'number', required: true }],
      },
      abandon: { label: 'Abandonner', fields: [reason] },
    },
  },
  // [P] ours: a mail to the partner that the gateway refuses for good stops the dossier until someone gives an address (R2)
  CORRIGER_COURRIEL: {
    label: 'Corriger une adresse courriel refusée',
    dueDays: 2,
    outcomes: {
      correct: {
        label: "Corriger l'adresse et renvoyer",
        fields: [{ name: 'email', label: 'Courriel', type: 'email', required: true }],
      },
      abandon: { label: 'Abandonner', fields: [reason] },
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
  // [P] ours: the person designated in the bulletin could not be given an account (ADM-10)
  CREER_ADMINISTRATEUR: {
    label: 'Créer le compte du premier administrateur',
    dueDays: 5,
    outcomes: {
      create: {
        label: 'Créer le compte',
        fields: [
          { name: 'firstName', label: 'Prénom', type: 'text', required: true },
          { name: 'lastName', label: 'Nom', type: 'text', required: true },
          { name: 'email', label: 'Courriel', type: 'email', required: true },
        ],
      },
    },
  },
  // ADM-3: an administrateur is leaving and nobody is named to succeed
  REMPLACER_ADMINISTRATEUR: {
    label: 'Trouver le successeur d’un administrateur',
    dueDays: 5,
    outcomes: {
      propose: {
        label: 'Proposer le successeur',
        fields: [
          { name: 'firstName', label: 'Prénom', type: 'text', required: true },
          { name: 'lastName', label: 'Nom', type: 'text', required: true },
          { name: 'email', label: 'Courriel', type: 'email', required: true },
        ],
      },
      close: { label: 'Ne pas remplacer', fields: [reason] },
    },
  },
  // [P] ours: in mode centralisé the Caf makes the Esat group (ESAT-19); the groups themselves tell when it is done
  CONFIGURER_GROUPE: {
    label: 'Créer le groupe Esat, son rôle et ses utilisateurs',
    dueDays: 10,
    outcomes: { done: { label: "C'est fait", fields: [] } },
  },
  TRAITER_INCIDENT: {
    label: 'Traiter un incident de sécurité',
    dueDays: 1,
    outcomes: {
      acknowledge: { label: 'Prendre en compte', fields: [note] },
      treat: { label: 'Commencer le traitement', fields: [note] },
      close: { label: 'Clore, et lever les suspensions', fields: [{ ...note, required: true }] },
    },
  },
  // ACT-2, AFAS-9: done in MAIA by an MCP administrator of the Caf, confirmed here
  VALIDER_MAIA: {
    label: "Valider l'approbateur Afas dans MAIA",
    dueDays: 10,
    outcomes: {
      accept: { label: 'Validé dans MAIA', fields: [] },
      reject: { label: 'Refusé dans MAIA', fields: [reason] },
    },
  },
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
      close: { label: 'Classer', fields: [reason] },
    },
  },
  // OBL-15: which items are gaps, and why, each by its id; the others are accepted
  EXAMINER_CONTROLE: {
    label: 'Examiner un contrôle annuel',
    dueDays: 15,
    outcomes: {
      conform: { label: 'Conforme', fields: [note] },
      gaps: {
        label: 'Relever des écarts',
        fields: [{ name: 'gaps', label: 'Écarts', type: 'gaps', required: false }],
      },
    },
  },
  VERIFIER_CORRECTION: {
    label: "Vérifier la correction d'un écart",
    dueDays: 10,
    outcomes: {
      accept: { label: 'Accepter la correction', fields: [] },
      reject: { label: 'Refuser la correction', fields: [reason] },
    },
  },
  // RGT-17: in mode centralisé the Caf does what the administrateur asks; `done` does it
  GERER_UTILISATEUR: {
    label: 'Traiter une demande sur une personne',
    dueDays: 5,
    outcomes: {
      done: { label: 'Faire ce qui est demandé', fields: [] },
      refuse: { label: 'Refuser', fields: [reason] },
    },
  },
  TRAITER_DEPART: {
    label: "Traiter le départ d'un administrateur",
    dueDays: 5,
    outcomes: {
      done: { label: 'Annexe 3 engagée', fields: [{ name: 'text', label: 'Note', type: 'text', required: false }] },
      close: { label: 'Classer', fields: [reason] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;

export type TaskKind = keyof typeof TASK_KINDS;
export type TaskState = 'OUVERTE' | 'FAITE' | 'ANNULEE';

export interface Task {
  id: string;
  kind: TaskKind;
  subject: string;
  caf: string;
  role: 'agent';
  assigneeId: string | null;
  reason: string;
  due: Date;
  state: TaskState;
  outcome: string | null;
  fields: Record<string, unknown> | null;
  completedBy: string | null;
  createdAt: Date;
  completedAt: Date | null;
}

/** The row of a kind, typed as the general shape. */
export function taskKind(kind: TaskKind): TaskKindRow {
  return TASK_KINDS[kind];
}
