import { DOSSIER_TYPES } from '../kinds.ts';
import { PROCESS_TYPES, type ProcessType } from './types.ts';

/** Orchestrations whose report is read for longer than what they started. */
const REPORTED: readonly ProcessType[] = ['esatCampaign', 'tuteurReopening'];

/** Types of processes that are gone as a whole once they are over their term (S7): no document and no report hangs on them. */
export const GONE_AS_A_WHOLE: readonly ProcessType[] = PROCESS_TYPES.filter(
  (type) => !REPORTED.includes(type) && !(DOSSIER_TYPES as readonly ProcessType[]).includes(type),
);
