import type { DossierDeclaration } from '../dossier/declaration.ts';
import { CORRECTION_TASKS } from './tasks.ts';

export const siretCorrection = {
  label: "Correction du SIRET d'un tuteur",
  restsOnConvention: true,
  tasks: CORRECTION_TASKS,
} as const satisfies DossierDeclaration;
