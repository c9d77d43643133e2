import type { Route } from '../../route.ts';
import { acceptUsageRules } from './accept.ts';
import { getUsageRules } from './get.ts';

export const usageRuleRoutes: readonly Route[] = [getUsageRules, acceptUsageRules];
