/** The thirteen online procedures of the Espace Tuteur (TUT-14), in the order of the instruction, as people read them. */
export const DEMARCHES = {
  SITUATION_FAMILIALE: 'Changement de situation familiale',
  SITUATION_ENFANT: "Changement de situation d'un enfant",
  SITUATION_PROFESSIONNELLE: 'Changement de situation professionnelle',
  ADRESSE: "Changement d'adresse",
  RESSOURCES_ANNUELLES_AL: 'Déclaration annuelle de ressources, aide au logement',
  TRIMESTRIELLE_AAH: 'Déclaration trimestrielle AAH',
  TRIMESTRIELLE_PPA_RSA: "Déclaration trimestrielle prime d'activité et RSA",
  TRIMESTRIELLE_AL: 'Déclaration trimestrielle aide au logement',
  // S0 speaks of the old-age benefit, which no insurance of the Caf is; the code stays, stored démarches bear it
  ASSURANCE_VIEILLESSE: 'Prestation vieillesse',
  ALLOCATIONS_FAMILIALES: "Demande d'allocations familiales",
  CMG_EMPLOI_DIRECT: 'Demande de complément de libre choix du mode de garde, emploi direct',
  CMG_STRUCTURE: 'Demande de complément de libre choix du mode de garde, structure',
  AJPA: "Demande d'allocation journalière du proche aidant",
} as const;

export type DemarcheCode = keyof typeof DEMARCHES;
export const DEMARCHE_CODES = Object.keys(DEMARCHES) as readonly DemarcheCode[];
