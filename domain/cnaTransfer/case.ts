import type { CaseDeclaration } from '../case/declaration.ts';

export const cnaTransfer = {
  label: 'Passage au Centre national d’appui',
  tasks: {},
} as const satisfies CaseDeclaration;
