import type { CaseDeclaration } from '../case/declaration.ts';
import { SUPPORT_TASKS } from './tasks.ts';

export const supportRequest = {
  label: 'Demande de support',
  watchesAdministrateurs: true,
  tasks: SUPPORT_TASKS,
} as const satisfies CaseDeclaration;
