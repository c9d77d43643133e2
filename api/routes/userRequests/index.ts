import type { Route } from '../../route.ts';
import { createUserRequest } from './create.ts';
import { getUserRequest } from './get.ts';
import { listUserRequests } from './list.ts';

export const userRequestRoutes: readonly Route[] = [createUserRequest, listUserRequests, getUserRequest];
