import { CORRECTION_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { confirmCorrections } from './confirm.ts';
import { getCorrection } from './get.ts';
import { latestCorrections } from './latest.ts';
import { listCorrectionsRoute } from './list.ts';
import { partnerCorrections } from './ofPartner.ts';
import { undoCorrectionRoute } from './undo.ts';

export const tuteurCorrectionRoutes: readonly Route[] = [
  listCorrectionsRoute,
  ...exportsOf(listCorrectionsRoute, { name: 'corrections', columns: CORRECTION_COLUMNS }),
  confirmCorrections,
  getCorrection,
  latestCorrections,
  partnerCorrections,
  undoCorrectionRoute,
];
