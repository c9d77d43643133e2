import type { CaseDeclaration } from '../case/declaration.ts';
import { DEMARCHE_TASKS } from './tasks.ts';

export const demarche = {
  label: 'Démarche d’un tuteur',
  tasks: DEMARCHE_TASKS,
} as const satisfies CaseDeclaration;
