import type { ProcessDeclaration } from '../process/declaration.ts';
import type { TaskKindRow } from '../task/row.ts';

/** What every room knows of a kind of case: its procedure stands beside it (types.ts). */
export interface CaseDeclaration extends ProcessDeclaration {
  /** the work of the Caf that it opens */
  tasks: Readonly<Record<string, TaskKindRow>>;
}
