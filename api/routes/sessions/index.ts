import type { Route } from '../../route.ts';
import { listSessions } from './list.ts';
import { revokeSessionRoute } from './revoke.ts';

export const sessionRoutes: readonly Route[] = [listSessions, revokeSessionRoute];
