import type { Code } from '../../codes.ts';

/** Refusals of a Cdap profile that the rules know, in the words that whoever asked reads. */
export const REFUSALS = {
  AS_DU_TRAVAIL_EXCLU: "Les assistants sociaux du travail n'ont pas accès à Cdap.",
  NI_AS_NI_CESF:
    'Le profil T1 est réservé aux assistants de service social et aux conseillers en économie sociale familiale.',
  SANS_SUBVENTION:
    "Le profil T2 est réservé aux prestataires de services sociaux qui reçoivent une subvention d'action sociale de la Caf.",
  HORS_INSTRUCTION_RSA: "Le profil T4 est réservé aux agents chargés de l'instruction du RSA.",
  SANS_NUMERO_INSTRUCTEUR: "Le profil T4 demande un numéro d'instructeur délivré par le conseil départemental.",
  SANS_TITRE:
    'Le profil T9 demande un jugement, une désignation ou une délégation du conseil départemental, ou une nomination par le juge des enfants.',
  HORS_FORMULAIRE: 'Ce profil ne se demande pas par ce formulaire : adressez-vous à votre Caf par le circuit Cafpro.',
} as const satisfies Partial<Record<Code, string>>;
export type RefusalCode = keyof typeof REFUSALS;

export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(REFUSALS, text);
}
