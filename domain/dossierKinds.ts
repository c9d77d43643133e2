// What the phases of every kind of process about documents do, by its type; the compiler refuses one that is missing (kinds.ts).
export { administratorReplacement } from './administratorReplacement/kind.ts';
export { conventionAmendment } from './conventionAmendment/kind.ts';
export { conventionEnding } from './conventionEnding/kind.ts';
export { conventionnement } from './conventionnement/kind.ts';
export { esatOnboarding } from './esatOnboarding/kind.ts';
export { siretCorrection } from './siretCorrection/kind.ts';
