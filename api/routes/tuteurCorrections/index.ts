import type { Route } from '../../route.ts';
import { confirmCorrections } from './confirm.ts';
import { getCorrection } from './get.ts';
import { latestCorrections } from './latest.ts';
import { listCorrectionsRoute } from './list.ts';
import { partnerCorrections } from './ofPartner.ts';
import { undoCorrectionRoute } from './undo.ts';

export const tuteurCorrectionRoutes: readonly Route[] = [
  listCorrectionsRoute,
  confirmCorrections,
  getCorrection,
  latestCorrections,
  partnerCorrections,
  undoCorrectionRoute,
];
