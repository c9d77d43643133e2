import type { Route } from '../../route.ts';
import { listAdministrators } from './list.ts';
import { replaceAdministrator } from './replace.ts';

export const administratorRoutes: readonly Route[] = [listAdministrators, replaceAdministrator];
