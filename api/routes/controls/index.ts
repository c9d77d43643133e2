import { CONTROL_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { getAnnualControl } from './get.ts';
import { getControlFile } from './getFile.ts';
import { giveControlProof } from './giveProof.ts';
import { listAnnualControls } from './list.ts';
import { startAnnualControl } from './start.ts';

export const controlRoutes: readonly Route[] = [
  startAnnualControl,
  listAnnualControls,
  ...exportsOf(listAnnualControls, { name: 'controles', columns: CONTROL_COLUMNS }),
  getAnnualControl,
  giveControlProof,
  getControlFile,
];
