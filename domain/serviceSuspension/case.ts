import type { CaseDeclaration } from '../case/declaration.ts';

export const serviceSuspension = {
  label: 'Suspension d’un service',
  // the service is closed with the convention: nothing is to be opened again (CONV-13)
  restsOnConvention: true,
  tasks: {},
} as const satisfies CaseDeclaration;
