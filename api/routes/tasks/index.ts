import type { Route } from '../../route.ts';
import { claimTaskRoute } from './claim.ts';
import { completeTaskRoute } from './complete.ts';
import { getTask } from './get.ts';
import { listTasksRoute } from './list.ts';
import { releaseTaskRoute } from './release.ts';

export const taskRoutes: readonly Route[] = [
  claimTaskRoute,
  completeTaskRoute,
  getTask,
  listTasksRoute,
  releaseTaskRoute,
];
