import { DomainError } from '../errors.ts';
import { isForCna } from './newDossier.ts';

/** What stands beside a change of mode: running processes of the partner that make documents. */
export interface Beside {
  id: string;
  changesMode: boolean;
}

/** What a change of mode is judged by. */
interface ModeChangeGround {
  /** Caf that manages the partner */
  caf: string;
  /** a convention is in force, with bulletins under it */
  inForce: boolean;
  /** reach of the convention */
  departments: readonly string[];
  beside: readonly Beside[];
}

/** Why the mode of a partner cannot be changed now, or null; the page says it instead of offering the form (DEL-5, DEL-7, U3). */
export function modeChangeObstacle({ caf, inForce, departments, beside }: ModeChangeGround): DomainError | null {
  if (!inForce)
    return new DomainError(
      'SANS_CONVENTION',
      "Ce partenaire n'a pas de service en vigueur : son mode se choisit au conventionnement.",
      { rule: 'DEL-5' },
    );
  if (isForCna(caf, departments))
    return new DomainError(
      'PORTEE_MULTI_DEPARTEMENTALE',
      "La convention couvre plusieurs départements : elle passe d'abord au Centre national d'appui.",
      { rule: 'DEL-7' },
    );
  return besideObstacle(beside, true);
}

/**
 * A change of mode makes all documents anew: it begins once none is on its way, and nothing else begins before it has ended, or a bulletin
 * would rest on a convention that is no more. The refusal names the process that stands in the way.
 */
export function besideObstacle(beside: readonly Beside[], changesMode: boolean): DomainError | null {
  const other = beside.find((process) => process.changesMode) ?? (changesMode ? beside[0] : undefined);
  if (other === undefined) return null;
  return new DomainError(
    'PROCESSUS_EN_COURS',
    other.changesMode
      ? 'Un changement de mode de gestion est en cours pour ce partenaire : il se termine d’abord.'
      : 'Des documents de ce partenaire sont en cours : ils se terminent avant un changement de mode de gestion.',
    { rule: 'DEL-5', faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: other.id }] },
  );
}
