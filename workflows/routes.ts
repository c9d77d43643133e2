// The stories of the processes about documents, for whoever shows them or carries one on outside of its workflow; the compiler refuses one
// that is missing (stories.ts).
export { administratorReplacementRoute as administratorReplacement } from './administratorReplacement/workflow.ts';
export { conventionAmendmentRoute as conventionAmendment } from './conventionAmendment/workflow.ts';
export { conventionEndingRoute as conventionEnding } from './conventionEnding/workflow.ts';
export { conventionnementRoute as conventionnement } from './conventionnement/workflow.ts';
export { esatOnboardingRoute as esatOnboarding } from './esatOnboarding/workflow.ts';
export { siretCorrectionRoute as siretCorrection } from './siretCorrection/workflow.ts';
