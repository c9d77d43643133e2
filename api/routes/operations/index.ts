import { TROUBLE_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { actOnSchedule, listSchedules } from './schedules.ts';
import { operationStatus } from './status.ts';
import { listTroubles } from './troubles.ts';

export const operationRoutes: readonly Route[] = [
  operationStatus,
  listTroubles,
  ...exportsOf(listTroubles, { name: 'incidents', columns: TROUBLE_COLUMNS }),
  listSchedules,
  actOnSchedule,
];
