import * as CASES from '../case/declared.ts';
import * as DOSSIERS from '../dossier/declared.ts';
import type { ProcessDeclaration } from './declaration.ts';

/** Every durable process (api.md): the workflow's type and the process row's. */
export const PROCESSES = {
  accessRequest: { label: "Demande d'accès" },
  ...DOSSIERS,
  esatCampaign: { label: 'Campagne Esat' },
  tuteurReopening: { label: 'Réouverture de l’Espace Tuteur' },
  userOnboarding: { label: 'Ouverture de compte', followsAccount: true },
  passwordReset: { label: 'Mot de passe oublié', followsAccount: true },
  accountClosure: { label: 'Clôture de compte', followsAccount: true },
  userImport: { label: 'Import de personnes' },
  ...CASES,
} as const satisfies Record<string, ProcessDeclaration>;
