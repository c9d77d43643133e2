import type { CaseDeclaration } from '../case/declaration.ts';
import { USER_REQUEST_TASKS } from './tasks.ts';

export const userRequest = {
  label: 'Demande sur une personne',
  restsOnConvention: true,
  tasks: USER_REQUEST_TASKS,
} as const satisfies CaseDeclaration;
