import type { Route } from '../../route.ts';
import { beginPersonalDataRoute } from './begin.ts';
import { beginStaffDataRoute } from './beginStaff.ts';
import { cancelPersonalDataRoute } from './cancel.ts';
import { fetchDataCopy } from './fetch.ts';
import { getPersonalData } from './get.ts';

export const personalDataRoutes: readonly Route[] = [
  beginPersonalDataRoute,
  beginStaffDataRoute,
  getPersonalData,
  cancelPersonalDataRoute,
  fetchDataCopy,
];
