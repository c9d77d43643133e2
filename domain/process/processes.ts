import * as CASES from '../case/declared.ts';
import type { ProcessDeclaration } from './declaration.ts';

/** Every durable process (api.md): the workflow's type and the process row's. */
export const PROCESSES = {
  accessRequest: { label: "Demande d'accès" },
  conventionnement: { label: 'Conventionnement', restsOnConvention: true },
  esatOnboarding: { label: 'Ouverture Esat', restsOnConvention: true },
  administratorReplacement: {
    label: "Remplacement d'un administrateur",
    restsOnConvention: true,
    watchesAdministrateurs: true,
  },
  esatCampaign: { label: 'Campagne Esat' },
  userOnboarding: { label: 'Ouverture de compte', followsAccount: true },
  passwordReset: { label: 'Mot de passe oublié', followsAccount: true },
  accountClosure: { label: 'Clôture de compte', followsAccount: true },
  userImport: { label: 'Import de personnes' },
  ...CASES,
} as const satisfies Record<string, ProcessDeclaration>;
