import type { Route } from '../../route.ts';
import { endDelegationRoute } from './end.ts';
import { listDelegations } from './list.ts';
import { recordDelegationRoute } from './record.ts';

export const signatureDelegationRoutes: readonly Route[] = [endDelegationRoute, listDelegations, recordDelegationRoute];
