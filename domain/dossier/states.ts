/** States of a dossier (domain.md §6.5, §4.4 « Annexe 3 »); a conventionnement uses those that do not speak of Esat checks. */
export const DOSSIER_STATES = [
  'CREE',
  'DEPART_SIGNALE',
  'ANNEXE_A_SIGNER',
  'ELIGIBILITE_A_VERIFIER',
  'ACTIVITE_A_VERIFIER',
  'DOCUMENTS_A_PRODUIRE',
  'DOCUMENTS_ENVOYES',
  'BULLETIN_COMPLETE',
  'BLOQUE_SIRET',
  'DOCUMENTS_SIGNES',
  'CONTROLE_SIRET',
  'PRET_A_OUVRIR',
  'SERVICE_OUVERT',
  'GROUPES_CONFIGURES',
  'APPLIQUEE',
  'TERMINE',
  'INELIGIBLE',
  'INACTIF_NON_REPRIS',
  'ABANDONNE',
] as const;
export type DossierState = (typeof DOSSIER_STATES)[number];

/** The service is open: a conventionnement ends here, an Esat dossier goes on to its group, role and first user (ESAT-17). */
export const OPENED: readonly DossierState[] = ['SERVICE_OUVERT', 'GROUPES_CONFIGURES', 'TERMINE'];
/** Ends without an opening. */
export const STOPPED: readonly DossierState[] = ['INELIGIBLE', 'INACTIF_NON_REPRIS', 'ABANDONNE'];
/** Documents in force: nothing more is to be signed. */
export const READY: readonly DossierState[] = ['PRET_A_OUVRIR', ...OPENED, ...STOPPED];
