import type { CaseDeclaration } from '../case/declaration.ts';
import { APPROVER_TASKS } from './tasks.ts';

export const approverChange = {
  label: "Changement d'approbateur Afas",
  restsOnConvention: true,
  tasks: APPROVER_TASKS,
} as const satisfies CaseDeclaration;
