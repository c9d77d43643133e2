import type { Route } from '../route.ts';
import { accessRequestRoutes } from './accessRequests/index.ts';
import { administratorRoutes } from './administrators/index.ts';
import { afasRoutes } from './afas/index.ts';
import { authRoutes } from './auth/index.ts';
import { controlRoutes } from './controls/index.ts';
import { documentRoutes } from './documents/index.ts';
import { esatRoutes } from './esat/index.ts';
import { groupRoutes } from './groups/index.ts';
import { incidentRoutes } from './incidents/index.ts';
import { journalRoutes } from './journal/index.ts';
import { linkRoutes } from './links/index.ts';
import { partnerRoutes } from './partners/index.ts';
import { processRoutes } from './processes/index.ts';
import { secondFactorRoutes } from './secondFactor/index.ts';
import { sessionRoutes } from './sessions/index.ts';
import { supportRoutes } from './support/index.ts';
import { taskRoutes } from './tasks/index.ts';
import { userRequestRoutes } from './userRequests/index.ts';
import { userRoutes } from './users/index.ts';

/** Every operation of the API, by resource: routing, the OpenAPI document and the tests of access all read this list. */
export const routes: readonly Route[] = [
  ...authRoutes,
  ...sessionRoutes,
  ...secondFactorRoutes,
  ...partnerRoutes,
  ...documentRoutes,
  ...accessRequestRoutes,
  ...linkRoutes,
  ...taskRoutes,
  ...processRoutes,
  ...esatRoutes,
  ...journalRoutes,
  ...groupRoutes,
  ...incidentRoutes,
  ...userRoutes,
  ...administratorRoutes,
  ...afasRoutes,
  ...supportRoutes,
  ...userRequestRoutes,
  ...controlRoutes,
];
