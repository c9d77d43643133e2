import type { AnyRoute } from '../domain/dossier/kind.ts';
import type { Stories, Story } from '../domain/dossier/steps.ts';
import { DOSSIER_KINDS, type DossierType, ofEachDossier } from '../domain/kinds.ts';
import { PROCESS_TYPES, type ProcessType } from '../domain/process/types.ts';
import * as routes from './routes.ts';

const ROUTES = routes satisfies Record<DossierType, AnyRoute>;

/** Kinds and their stories together, for the API and the pages; no workflow imports this. */
export const STORIES: Stories = ofEachDossier<Record<DossierType, Story>>((type) => ({
  kind: DOSSIER_KINDS[type],
  route: ROUTES[type],
}));

/** Whether this code can go on with a process that has entered this phase: another release may have led it where no route of this one does. */
export function isKnown({ type, phase }: { type: ProcessType; phase: string | null }): boolean {
  if (!PROCESS_TYPES.includes(type)) return false;
  return phase === null || (ROUTES as Partial<Record<ProcessType, AnyRoute>>)[type]?.[phase] !== undefined;
}
