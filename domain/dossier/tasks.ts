import { REASON, type TaskKindRow } from '../task/row.ts';

/** Work on the documents of a partner and on who administers it (§4.5). */
export const DOSSIER_TASKS = {
  CONTRESIGNER: {
    label: 'Contresigner les documents',
    dueDays: 5,
    outcomes: {
      countersign: { label: 'Contresigner', fields: [] },
      return: { label: 'Renvoyer au partenaire', fields: [REASON] },
      refuse: { label: 'Refuser', fields: [REASON] },
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
      abandon: { label: 'Abandonner', fields: [REASON] },
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
      several: { label: "Plusieurs départements : confier le partenaire au Centre national d'appui", fields: [] },
    },
  },
  // CONV-1: what no fact settles is judged before any document leaves
  VERIFIER_LEGITIMITE: {
    label: 'Vérifier la légitimité',
    dueDays: 10,
    outcomes: {
      legitimate: { label: 'Légitime : continuer', fields: [] },
      refuse: { label: 'Refuser', fields: [REASON] },
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
      abandon: { label: 'Abandonner', fields: [REASON] },
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
          { name: 'firstName', label: 'Prénom', type: 'line', required: true },
          { name: 'lastName', label: 'Nom', type: 'line', required: true },
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
          { name: 'firstName', label: 'Prénom', type: 'line', required: true },
          { name: 'lastName', label: 'Nom', type: 'line', required: true },
          { name: 'email', label: 'Courriel', type: 'email', required: true },
        ],
      },
      close: { label: 'Ne pas remplacer', fields: [REASON] },
    },
  },
} as const satisfies Record<string, TaskKindRow>;
