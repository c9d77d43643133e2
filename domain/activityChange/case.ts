import type { CaseDeclaration } from '../case/declaration.ts';
import { ACTIVITY_CHANGE_TASKS } from './tasks.ts';

export const activityChange = {
  label: 'Changement d’activité',
  tasks: ACTIVITY_CHANGE_TASKS,
} as const satisfies CaseDeclaration;
