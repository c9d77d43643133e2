import type { CaseDeclaration } from '../case/declaration.ts';
import { LATE_DECLARATION_TASKS } from './tasks.ts';

export const lateDeclaration = {
  label: 'Esat qui n’a pas déclaré',
  tasks: LATE_DECLARATION_TASKS,
} as const satisfies CaseDeclaration;
