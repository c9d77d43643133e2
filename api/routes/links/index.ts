import type { Route } from '../../route.ts';
import { actByLinkRoute } from './act.ts';
import { requestCode } from './code.ts';
import { getLink } from './get.ts';

export const linkRoutes: readonly Route[] = [actByLinkRoute, requestCode, getLink];
