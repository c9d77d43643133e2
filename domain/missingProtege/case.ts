import type { CaseDeclaration } from '../case/declaration.ts';
import { MISSING_TASKS } from './tasks.ts';

export const missingProtege = {
  label: 'Protégé manquant',
  tasks: MISSING_TASKS,
} as const satisfies CaseDeclaration;
