import type { AnyRoute } from '../domain/dossier/kind.ts';
import type { DossierType } from '../domain/kinds.ts';
import { administratorReplacementRoute } from './administratorReplacement/workflow.ts';
import { conventionnementRoute } from './conventionnement/workflow.ts';
import { esatOnboardingRoute } from './esatOnboarding/workflow.ts';

/** The stories of the processes about documents, for whoever shows them or carries one on outside of its workflow. */
export const ROUTES: Readonly<Record<DossierType, AnyRoute>> = {
  conventionnement: conventionnementRoute,
  esatOnboarding: esatOnboardingRoute,
  administratorReplacement: administratorReplacementRoute,
};
