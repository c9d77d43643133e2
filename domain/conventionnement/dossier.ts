import type { DossierDeclaration } from '../dossier/declaration.ts';

export const conventionnement = {
  label: 'Conventionnement',
  restsOnConvention: true,
} as const satisfies DossierDeclaration;
