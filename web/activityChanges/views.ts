import type { z } from 'zod';
import type { changesOut } from '../../api/routes/activityChanges/list.ts';
import type { knownWorkersOut } from '../../api/routes/activityChanges/workers.ts';
import type { changeOut } from '../../api/shapes/activityChange.ts';

export type ChangeView = z.output<typeof changeOut>;
export type ChangesView = z.output<typeof changesOut>;
export type WorkerView = z.output<typeof knownWorkersOut>['items'][number];
