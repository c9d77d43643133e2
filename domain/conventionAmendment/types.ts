import type { AvenantChange } from '../document/avenant.ts';
import type { Facts } from '../dossier/types.ts';

/** Facts of an avenant that changes the convention in force (CONV-16). */
export interface AmendmentFacts extends Facts {
  amendment: { change: AvenantChange; reason: string };
}
