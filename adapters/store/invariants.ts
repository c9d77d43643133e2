import type { Code } from '../../domain/codes.ts';

/** What a broken constraint of the database means, in the domain's words (see prisma/migrations, adapters/store/prisma.ts). */
export const INVARIANTS: Record<string, { code: Code; message: string; rule?: string }> = {
  one_active_convention: {
    code: 'CONVENTION_DEJA_ACTIVE',
    message: 'Ce partenaire a déjà une convention active avec cette Caf.',
    rule: 'CONV-6',
  },
  one_active_contrat: {
    code: 'CONTRAT_DEJA_ACTIF',
    message: 'Ce partenaire a déjà un contrat de services actif avec cette Caf.',
    rule: 'CONV-6',
  },
  one_active_bulletin: {
    code: 'BULLETIN_DEJA_ACTIF',
    message: 'Ce service a déjà un bulletin en vigueur.',
    rule: 'CONV-2',
  },
  one_open_process: {
    code: 'PROCESSUS_EN_COURS',
    message: 'Un dossier est déjà en cours pour ce partenaire.',
    rule: 'ESAT-26',
  },
  one_account_per_email: {
    code: 'COMPTE_EXISTANT',
    message: 'Cette personne a déjà un compte dans cet organisme : un seul identifiant par personne.',
    rule: 'FMT-14',
  },
  two_administrateurs: {
    code: 'DEUX_ADMINISTRATEURS_MAX',
    message: 'Un partenaire a au plus deux administrateurs.',
    rule: 'ADM-1',
  },
  user_group_convention_id_code_key: {
    code: 'CODE_DEJA_PRIS',
    message: "Ce code est déjà celui d'un groupe de cette convention.",
    rule: 'FMT-18',
  },
  one_open_request: {
    code: 'DEMANDE_DEJA_OUVERTE',
    message: 'Une demande est déjà ouverte pour ce SIRET.',
    rule: 'REQ-20',
  },
};
