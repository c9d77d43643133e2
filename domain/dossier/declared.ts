// Every kind of process about documents by its type: words and marks only, as every room reads this file.
export { administratorReplacement } from '../administratorReplacement/dossier.ts';
export { conventionAmendment } from '../conventionAmendment/dossier.ts';
export { conventionEnding } from '../conventionEnding/dossier.ts';
export { conventionnement } from '../conventionnement/dossier.ts';
export { esatOnboarding } from '../esatOnboarding/dossier.ts';
export { siretCorrection } from '../siretCorrection/dossier.ts';
