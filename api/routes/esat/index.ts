import { ROW_COLUMNS } from '../../../domain/esat/rowColumns.ts';
import { CAMPAIGN_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { campaignRows } from './campaignRows.ts';
import { cancelCampaign } from './cancelCampaign.ts';
import { checkRows, dropCheck, getCheck, launchCheck, listChecks } from './checks.ts';
import { createCampaign } from './createCampaign.ts';
import { createOnboarding } from './createOnboarding.ts';
import { getCampaign } from './getCampaign.ts';
import { listCampaignsRoute } from './listCampaigns.ts';

export const esatRoutes: readonly Route[] = [
  campaignRows,
  ...exportsOf(campaignRows, { name: 'campagne', columns: ROW_COLUMNS }),
  cancelCampaign,
  checkRows,
  ...exportsOf(checkRows, { name: 'verification', columns: ROW_COLUMNS }),
  createCampaign,
  createOnboarding,
  dropCheck,
  getCampaign,
  getCheck,
  launchCheck,
  listCampaignsRoute,
  ...exportsOf(listCampaignsRoute, { name: 'campagnes', columns: CAMPAIGN_COLUMNS }),
  listChecks,
];
