import { ENTITLED, type Entitlement } from '../entitlement.ts';

/** ESAT-4, ESAT-5: its own procedure asks the eligibility form, and the Caf judges it there (VERIFIER_ELIGIBILITE, INELIGIBLE). */
export const esatEntitlement: Entitlement = { questions: [], judge: () => ENTITLED };
