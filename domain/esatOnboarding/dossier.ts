import type { DossierDeclaration } from '../dossier/declaration.ts';
import { ESAT_TASKS } from './tasks.ts';

export const esatOnboarding = {
  label: 'Ouverture Esat',
  restsOnConvention: true,
  tasks: ESAT_TASKS,
} as const satisfies DossierDeclaration;
