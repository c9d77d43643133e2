import type { Route } from '../../route.ts';
import { getCafSettings } from './get.ts';
import { putCafSettings } from './put.ts';

export const cafSettingRoutes: readonly Route[] = [getCafSettings, putCafSettings];
