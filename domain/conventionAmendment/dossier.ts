import type { DossierDeclaration } from '../dossier/declaration.ts';

export const conventionAmendment = {
  label: 'Avenant à la convention',
  restsOnConvention: true,
} as const satisfies DossierDeclaration;
