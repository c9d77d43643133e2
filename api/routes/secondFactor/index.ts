import type { Route } from '../../route.ts';
import { beginSecondFactor } from './begin.ts';
import { confirmSecondFactor } from './confirm.ts';
import { changeDemand, demandOfCaf } from './demand.ts';
import { resetSecondFactor } from './reset.ts';
import { secondFactorState } from './state.ts';
import { turnOffSecondFactor } from './turnOff.ts';

export const secondFactorRoutes: readonly Route[] = [
  secondFactorState,
  beginSecondFactor,
  confirmSecondFactor,
  turnOffSecondFactor,
  resetSecondFactor,
  demandOfCaf,
  changeDemand,
];
