import { PROCESS_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { batchProcesses } from './batch.ts';
import { cancelProcess } from './cancel.ts';
import { processColleagues } from './colleagues.ts';
import { getCourse, getExecution } from './course.ts';
import { getProcess } from './get.ts';
import { listProcessesRoute } from './list.ts';
import { remindProcess } from './remind.ts';
import { retryProcessRoute } from './retry.ts';
import { getTimeline } from './timeline.ts';

export const processRoutes: readonly Route[] = [
  batchProcesses,
  cancelProcess,
  getProcess,
  getCourse,
  processColleagues,
  getExecution,
  listProcessesRoute,
  ...exportsOf(listProcessesRoute, { name: 'dossiers', columns: PROCESS_COLUMNS }),
  remindProcess,
  retryProcessRoute,
  getTimeline,
];
