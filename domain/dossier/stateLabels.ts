import type { DossierState } from './states.ts';

/** Words of a state, as pages show it. */
export const DOSSIER_STATE_LABELS: Record<DossierState, string> = {
  CREE: 'Créé',
  DEPART_SIGNALE: 'Départ signalé',
  ANNEXE_A_SIGNER: 'Annexe 3 à signer',
  ELIGIBILITE_A_VERIFIER: 'Éligibilité à vérifier',
  ACTIVITE_A_VERIFIER: 'Activité à vérifier',
  DOCUMENTS_A_PRODUIRE: 'Documents à produire',
  DOCUMENTS_ENVOYES: 'Documents envoyés au partenaire',
  BULLETIN_COMPLETE: 'Bulletin complété, à signer',
  BLOQUE_SIRET: 'Bloqué : SIRET différents',
  DOCUMENTS_SIGNES: 'Documents signés, à contresigner',
  CONTROLE_SIRET: 'Contrôle du SIRET',
  PRET_A_OUVRIR: 'Prêt à ouvrir',
  SERVICE_OUVERT: 'Service ouvert',
  GROUPES_CONFIGURES: 'Groupe et rôle en place',
  APPLIQUEE: 'Appliquée',
  TERMINE: 'Terminé, service utilisé',
  INELIGIBLE: 'Non éligible',
  INACTIF_NON_REPRIS: 'Établissement inactif, non repris',
  ABANDONNE: 'Abandonné',
};
