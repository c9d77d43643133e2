import { TASK_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { assignTaskRoute, taskColleagues } from './assign.ts';
import { batchTasks } from './batch.ts';
import { claimTaskRoute } from './claim.ts';
import { completeTaskRoute } from './complete.ts';
import { getTask } from './get.ts';
import { listTasksRoute } from './list.ts';
import { releaseTaskRoute } from './release.ts';

export const taskRoutes: readonly Route[] = [
  assignTaskRoute,
  batchTasks,
  claimTaskRoute,
  completeTaskRoute,
  getTask,
  listTasksRoute,
  ...exportsOf(listTasksRoute, { name: 'taches', columns: TASK_COLUMNS }),
  releaseTaskRoute,
  taskColleagues,
];
