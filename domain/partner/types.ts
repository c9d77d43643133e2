/** PERSONNE_MORALE, PERSONNE_PHYSIQUE (domain.md §2.3). */
export const NATURES = ['PERSONNE_MORALE', 'PERSONNE_PHYSIQUE'] as const;
export type Nature = (typeof NATURES)[number];

/** Words of a nature, as pages show it. */
export const NATURE_LABELS: Record<Nature, string> = {
  PERSONNE_MORALE: 'Personne morale (organisme)',
  PERSONNE_PHYSIQUE: 'Personne physique',
};

/** What an organisme is (domain.md §2.4), with its words: it decides which services it is entitled to. */
export const ORGANISATION_LABELS = {
  ETAT: "Service de l'État",
  DEPARTEMENT: 'Département',
  COLLECTIVITE_TERRITORIALE: 'Autre collectivité territoriale',
  CCAS_CIAS: 'CCAS ou Cias',
  ETABLISSEMENT_DE_SOINS: 'Établissement de soins, quel que soit son statut',
  CARSAT: 'Carsat',
  CNAV_IDF: "Cnav, pour l'Île-de-France",
  MSA: 'MSA',
  CRAM: "Caisse régionale d'assurance maladie",
  PRESTATAIRE_SERVICE_SOCIAL: 'Prestataire de services sociaux',
  ORGANISME_INSTRUCTEUR_RSA: 'Organisme instructeur du RSA',
  MANDATAIRE_PROTECTION: 'Mandataire à la protection des majeurs, délégué aux prestations familiales',
  ASSOCIATION: 'Association',
  ORGANISME_DEBITEUR_PRESTATIONS: 'Organisme débiteur de prestations',
  ESAT: "Établissement ou service d'aide par le travail (Esat)",
  BAILLEUR_SOCIAL: 'Bailleur social',
  BAILLEUR_PRIVE: 'Bailleur privé',
  AIDE_A_DOMICILE: "Organisme d'aide à domicile",
  DDFIP: 'Direction départementale des finances publiques (Ddfip)',
  COMMISSION_SURENDETTEMENT: 'Commission de surendettement',
  AUTRE: 'Autre organisme',
} as const;
export type OrganisationType = keyof typeof ORGANISATION_LABELS;
export const ORGANISATION_TYPES = Object.keys(ORGANISATION_LABELS) as [OrganisationType, ...OrganisationType[]];
