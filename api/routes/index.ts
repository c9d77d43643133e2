import type { Route } from '../route.ts';
import * as resources from './resources.ts';

/** Every operation of the API, by resource: routing, the OpenAPI document and the tests of access all read this list. */
export const routes: readonly Route[] = Object.values(resources).flat();
