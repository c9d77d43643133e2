import type { CaseDeclaration } from '../case/declaration.ts';
import type { TaskKindRow } from '../task/row.ts';

const TASKS = {
  // CONV-6, DEL-11: it closes by itself once one convention is left, whoever closed the other
  DEUX_CONVENTIONS: { label: 'Ne garder qu’une convention en vigueur', dueDays: 20, outcomes: {} },
} as const satisfies Record<string, TaskKindRow>;

export const cnaTransfer = {
  label: 'Passage au Centre national d’appui',
  // it looks again when a convention is closed: one may be left
  restsOnConvention: true,
  tasks: TASKS,
} as const satisfies CaseDeclaration;
