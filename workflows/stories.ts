import type { Stories } from '../domain/dossier/steps.ts';
import { DOSSIER_KINDS } from '../domain/kinds.ts';
import { ROUTES } from './routes.ts';

/** Kinds and their stories together, for the API and the pages; no workflow imports this. */
export const STORIES: Stories = {
  conventionnement: { kind: DOSSIER_KINDS.conventionnement, route: ROUTES.conventionnement },
  esatOnboarding: { kind: DOSSIER_KINDS.esatOnboarding, route: ROUTES.esatOnboarding },
  administratorReplacement: { kind: DOSSIER_KINDS.administratorReplacement, route: ROUTES.administratorReplacement },
};
