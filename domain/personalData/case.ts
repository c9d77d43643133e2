import type { CaseDeclaration } from '../case/declaration.ts';

export const personalData = {
  label: 'Données personnelles',
  tasks: {},
} as const satisfies CaseDeclaration;
