import { REQUEST_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { createAccessRequest } from './create.ts';
import { decideAccessRequest } from './decide.ts';
import { getAccessRequest } from './get.ts';
import { listAccessRequests } from './list.ts';
import { supplyAccessRequest } from './supply.ts';
import { takeAccessRequest } from './take.ts';
import { withdrawAccessRequest } from './withdraw.ts';

export const accessRequestRoutes: readonly Route[] = [
  createAccessRequest,
  decideAccessRequest,
  getAccessRequest,
  listAccessRequests,
  ...exportsOf(listAccessRequests, { name: 'demandes', columns: REQUEST_COLUMNS }),
  supplyAccessRequest,
  takeAccessRequest,
  withdrawAccessRequest,
];
