import type { CaseDeclaration } from '../case/declaration.ts';
import { INCIDENT_TASKS } from './tasks.ts';

export const securityIncident = {
  label: 'Incident de sécurité',
  tasks: INCIDENT_TASKS,
} as const satisfies CaseDeclaration;
