import type { Route } from '../../route.ts';
import { campaignRows } from './campaignRows.ts';
import { campaignRowsCsv } from './campaignRowsCsv.ts';
import { cancelCampaign } from './cancelCampaign.ts';
import { createCampaign } from './createCampaign.ts';
import { createOnboarding } from './createOnboarding.ts';
import { getCampaign } from './getCampaign.ts';
import { listCampaignsRoute } from './listCampaigns.ts';

export const esatRoutes: readonly Route[] = [
  campaignRows,
  campaignRowsCsv,
  cancelCampaign,
  createCampaign,
  createOnboarding,
  getCampaign,
  listCampaignsRoute,
];
