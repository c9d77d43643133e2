import type { Route } from '../../route.ts';
import { declareIncidentRoute } from './declare.ts';
import { getIncident } from './get.ts';
import { liftByIncident } from './lift.ts';
import { suspendByIncident } from './suspend.ts';
import { suspendServiceByIncident } from './suspendService.ts';

export const incidentRoutes: readonly Route[] = [
  declareIncidentRoute,
  getIncident,
  liftByIncident,
  suspendByIncident,
  suspendServiceByIncident,
];
