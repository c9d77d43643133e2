import type { DossierDeclaration } from '../../../domain/dossier/declaration.ts';

export const priorConvention = {
  label: 'Convention préalable',
  restsOnConvention: true,
} as const satisfies DossierDeclaration;
