// Every kind of case by its type: words and marks only, for workflows carry this file too (P6).
export { activityChange } from '../activityChange/case.ts';
export { annualControl } from '../annualControl/case.ts';
export { approverChange } from '../approverChange/case.ts';
export { cnaTransfer } from '../cnaTransfer/case.ts';
export { demarche } from '../demarche/case.ts';
export { lateDeclaration } from '../lateDeclaration/case.ts';
export { missingProtege } from '../missingProtege/case.ts';
export { personalData } from '../personalData/case.ts';
export { securityIncident } from '../securityIncident/case.ts';
export { serviceSuspension } from '../serviceSuspension/case.ts';
export { supportRequest } from '../supportRequest/case.ts';
export { userRequest } from '../userRequest/case.ts';
