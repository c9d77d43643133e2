import type { Route } from '../../route.ts';
import { endAfasRole } from './end.ts';
import { getApproverChange } from './getChange.ts';
import { getPj3 } from './getPj3.ts';
import { giveAfasRole } from './give.ts';
import { listAfasProfilesRoute } from './list.ts';
import { uploadPj3 } from './uploadPj3.ts';

export const afasRoutes: readonly Route[] = [
  listAfasProfilesRoute,
  giveAfasRole,
  endAfasRole,
  getApproverChange,
  uploadPj3,
  getPj3,
];
