import type { Route } from '../../route.ts';
import { listServices } from './list.ts';

export const serviceRoutes: readonly Route[] = [listServices];
