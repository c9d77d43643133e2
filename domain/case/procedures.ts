// The procedure of every kind of case, by its type; the compiler refuses one that is missing (kinds.ts).
export { activityChange } from '../activityChange/procedure.ts';
export { annualControl } from '../annualControl/procedure.ts';
export { approverChange } from '../approverChange/procedure.ts';
export { cnaTransfer } from '../cnaTransfer/procedure.ts';
export { demarche } from '../demarche/procedure.ts';
export { lateDeclaration } from '../lateDeclaration/procedure.ts';
export { missingProtege } from '../missingProtege/procedure.ts';
export { personalData } from '../personalData/procedure.ts';
export { securityIncident } from '../securityIncident/procedure.ts';
export { serviceSuspension } from '../serviceSuspension/procedure.ts';
export { supportRequest } from '../supportRequest/procedure.ts';
export { userRequest } from '../userRequest/procedure.ts';
