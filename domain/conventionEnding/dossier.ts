import type { DossierDeclaration } from '../dossier/declaration.ts';

export const conventionEnding = {
  label: 'Fin de la convention',
  // whoever closes it, it is over
  restsOnConvention: true,
} as const satisfies DossierDeclaration;
