import { SUPPORT_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { createSupportRequest } from './create.ts';
import { enterSupportMail } from './enterMail.ts';
import { getSupportRequest } from './get.ts';
import { listSupportRequests } from './list.ts';
import { supplySupportRequest } from './supply.ts';

export const supportRoutes: readonly Route[] = [
  createSupportRequest,
  enterSupportMail,
  listSupportRequests,
  ...exportsOf(listSupportRequests, { name: 'support', columns: SUPPORT_COLUMNS }),
  getSupportRequest,
  supplySupportRequest,
];
