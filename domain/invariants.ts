import type { Code } from './codes.ts';

interface Broken {
  code: Code;
  message: string;
  rule?: string;
}

/**
 * What must hold whoever was faster, and what is refused when the store finds it broken: rules that a decision has judged by what it saw, and
 * that another transaction made untrue meanwhile.
 */
export const INVARIANTS = {
  oneActiveConvention: {
    code: 'CONVENTION_DEJA_ACTIVE',
    message: 'Ce partenaire a déjà une convention active.',
    rule: 'CONV-6',
  },
  oneActiveContrat: {
    code: 'CONTRAT_DEJA_ACTIF',
    message: 'Ce partenaire a déjà un contrat de services actif.',
    rule: 'CONV-6',
  },
  oneActiveBulletin: {
    code: 'BULLETIN_DEJA_ACTIF',
    message: 'Ce service a déjà un bulletin en vigueur.',
    rule: 'CONV-2',
  },
  oneOpenProcess: {
    code: 'PROCESSUS_EN_COURS',
    message: 'Un dossier est déjà en cours pour ce partenaire.',
    rule: 'ESAT-26',
  },
  oneAccountPerEmail: {
    code: 'COMPTE_EXISTANT',
    message: 'Cette personne a déjà un compte dans cet organisme : un seul identifiant par personne.',
    rule: 'FMT-14',
  },
  twoAdministrateurs: {
    code: 'DEUX_ADMINISTRATEURS_MAX',
    message: 'Un partenaire a au plus deux administrateurs.',
    rule: 'ADM-1',
  },
  oneGroupPerCode: {
    code: 'CODE_DEJA_PRIS',
    message: "Ce code est déjà celui d'un groupe de cette convention.",
    rule: 'FMT-18',
  },
  oneOpenRequest: {
    code: 'DEMANDE_DEJA_OUVERTE',
    message: 'Une demande est déjà ouverte pour ce SIRET.',
    rule: 'REQ-20',
  },
  onePartnerPerSiret: {
    code: 'SIRET_DEJA_TENU',
    message: "Ce SIRET est déjà celui d'un autre partenaire.",
    rule: 'DEL-11',
  },
  /** a uniqueness that no rule names */
  once: { code: 'DEJA_FAIT', message: 'Cela existe déjà.' },
} as const satisfies Record<string, Broken>;
