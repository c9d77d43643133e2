import { USER_REQUEST_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { createUserRequest } from './create.ts';
import { getUserRequest } from './get.ts';
import { listUserRequests } from './list.ts';

export const userRequestRoutes: readonly Route[] = [
  createUserRequest,
  listUserRequests,
  ...exportsOf(listUserRequests, { name: 'demandes-sur-des-personnes', columns: USER_REQUEST_COLUMNS }),
  getUserRequest,
];
