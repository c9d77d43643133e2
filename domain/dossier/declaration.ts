import type { ProcessDeclaration } from '../process/declaration.ts';
import type { TaskKindRow } from '../task/row.ts';

/** What every room knows of a kind of process about documents: what its phases do stands beside it (kind.ts). */
export interface DossierDeclaration extends ProcessDeclaration {
  /** the work of the Caf that it alone opens; what several kinds open is in tasks.ts */
  tasks?: Readonly<Record<string, TaskKindRow>>;
}
