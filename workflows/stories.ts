import type { AnyRoute } from '../domain/dossier/kind.ts';
import type { Stories, Story } from '../domain/dossier/steps.ts';
import { DOSSIER_KINDS, type DossierType, ofEachDossier } from '../domain/kinds.ts';
import * as routes from './routes.ts';

const ROUTES = routes satisfies Record<DossierType, AnyRoute>;

/** Kinds and their stories together, for the API and the pages; no workflow imports this. */
export const STORIES: Stories = ofEachDossier<Record<DossierType, Story>>((type) => ({
  kind: DOSSIER_KINDS[type],
  route: ROUTES[type],
}));
