import { ACTIVITY_CHANGE_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { createActivityChange } from './create.ts';
import { getActivityChange } from './get.ts';
import { listActivityChanges } from './list.ts';
import { activityChangeReceipt } from './receipt.ts';
import { withdrawActivityChange } from './withdraw.ts';
import { listEsatWorkers } from './workers.ts';

export const activityChangeRoutes: readonly Route[] = [
  listEsatWorkers,
  createActivityChange,
  listActivityChanges,
  ...exportsOf(listActivityChanges, { name: 'changements', columns: ACTIVITY_CHANGE_COLUMNS }),
  getActivityChange,
  activityChangeReceipt,
  withdrawActivityChange,
];
