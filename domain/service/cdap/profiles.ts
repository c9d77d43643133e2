/** CDAP profiles (FMT-17, CDAP-2) with the words of the public form. */
export const PROFILES = {
  T1: 'Action sociale',
  T2: 'Prestataires de services sociaux',
  T4: 'Services instructeurs RSA',
  T9: "Mesures de protection des majeurs et de l'enfance",
  T10: 'Bailleurs',
} as const;

export type ProfileCode = keyof typeof PROFILES;
export const PROFILE_CODES = Object.keys(PROFILES) as ProfileCode[];

/** Conditions of use of each, as its bulletin says them (CDAP-4, CDAP-6, CDAP-7, REQ-5 to REQ-15). */
export const PROFILE_CONDITIONS: Readonly<Record<ProfileCode, string>> = {
  T1: "Assistants de service social et conseillers en économie sociale et familiale seulement, hors assistants sociaux du travail. Le diplôme d'État peut être demandé lors d'un contrôle.",
  T2: "Prestataires de services sociaux qui reçoivent des subventions d'action sociale de la Caf, pour calculer les participations familiales à partir du quotient familial.",
  T4: "Agents chargés du RSA. L'utilisateur saisit son numéro d'instructeur avant chaque consultation.",
  T9: 'Personnes habilitées à suivre une mesure de protection, pour les dossiers qui leur sont confiés.',
  T10: "Bailleurs. L'utilisateur saisit son code bailleur.",
};
