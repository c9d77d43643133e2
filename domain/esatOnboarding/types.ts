import type { EligibilityForm } from '../document/types.ts';
import type { ServiceFacts } from '../dossier/types.ts';
import type { UseCase } from '../esat/useCase.ts';

/** Facts of an Esat onboarding. */
export interface EsatOnboardingFacts extends ServiceFacts {
  esat: EsatFacts;
  /** REM-13: since when group and role, or the first user, are awaited, and the reminders sent */
  groupWait: { state: AwaitedGroup; since: string; reminders: number } | null;
}

/** What is still to do once the service is open (ESAT-17). */
export type AwaitedGroup = 'SERVICE_OUVERT' | 'GROUPES_CONFIGURES';

export interface EsatFacts {
  useCase: UseCase;
  /** ESAT-15: still active in Habtiers? null: not checked yet */
  active: boolean | null;
  eligibility: 'A_FAIRE' | 'DEMANDEE' | 'REMPLIE' | 'ELIGIBLE' | 'INELIGIBLE';
  eligibilityForm: EligibilityForm | null;
  /** when the partner sent it; unsaid: not yet, or before it was kept */
  eligibilityFilledAt?: string;
  /** instant (ISO) since when the partner is asked for the form, and reminders sent (REM-3) */
  askedSince: string | null;
  reminders: number;
  /** ESAT-14: outcome of VERIFIER_MISSION */
  mission: 'A_VERIFIER' | 'CONFIRMEE' | 'MODIFIEE' | null;
}
