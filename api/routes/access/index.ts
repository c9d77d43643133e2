import type { Route } from '../../route.ts';
import { checkAccess } from './check.ts';
import { reportUse } from './use.ts';

export const accessRoutes: readonly Route[] = [checkAccess, reportUse];
