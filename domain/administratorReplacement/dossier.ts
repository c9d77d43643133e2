import type { DossierDeclaration } from '../dossier/declaration.ts';

export const administratorReplacement = {
  label: "Remplacement d'un administrateur",
  restsOnConvention: true,
  watchesAdministrateurs: true,
} as const satisfies DossierDeclaration;
