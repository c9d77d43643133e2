import type { OwnProcedure } from './entry.ts';
import { type ServiceCode, servicesWhere } from './services.ts';

/** What a dossier of a procedure of its own opens: no other file says which service that is. */
export function openedBy(dossier: OwnProcedure['dossier']): ServiceCode[] {
  return servicesWhere(({ ownProcedure }) => ownProcedure?.dossier === dossier);
}
