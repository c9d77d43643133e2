import type { CaseDeclaration } from '../case/declaration.ts';
import { CONTROL_TASKS } from './tasks.ts';

export const annualControl = {
  label: 'Contrôle annuel',
  restsOnConvention: true,
  tasks: CONTROL_TASKS,
} as const satisfies CaseDeclaration;
