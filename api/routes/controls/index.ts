import type { Route } from '../../route.ts';
import { getAnnualControl } from './get.ts';
import { getControlFile } from './getFile.ts';
import { giveControlProof } from './giveProof.ts';
import { listAnnualControls } from './list.ts';
import { startAnnualControl } from './start.ts';

export const controlRoutes: readonly Route[] = [
  startAnnualControl,
  listAnnualControls,
  getAnnualControl,
  giveControlProof,
  getControlFile,
];
