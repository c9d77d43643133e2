import type { Route } from '../../route.ts';
import { listServices } from './list.ts';
import { resumeForEveryone } from './resume.ts';
import { suspendForEveryone } from './suspend.ts';

export const serviceRoutes: readonly Route[] = [listServices, suspendForEveryone, resumeForEveryone];
