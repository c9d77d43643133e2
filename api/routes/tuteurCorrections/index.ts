import type { Route } from '../../route.ts';
import { confirmCorrections } from './confirm.ts';
import { getCorrection } from './get.ts';
import { listCorrectionsRoute } from './list.ts';
import { undoCorrectionRoute } from './undo.ts';

export const tuteurCorrectionRoutes: readonly Route[] = [
  listCorrectionsRoute,
  confirmCorrections,
  getCorrection,
  undoCorrectionRoute,
];
