import { z } from 'zod';
import { CAMPAIGN_SORTS, countCampaigns, listCampaigns } from '../../../adapters/store/queries/campaigns.ts';
import { CAMPAIGN_STATES } from '../../../domain/campaign/types.ts';
import { STAFF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { campaignSummaryOut, presentSummary } from '../../shapes/campaign.ts';
import { listOf, sortedQuery } from '../../shapes/common.ts';

export const listCampaignsRoute = route({
  method: 'get',
  path: '/esat/campaigns',
  tag: 'Esat',
  summary: 'Campagnes, de la plus récente à la plus ancienne',
  roles: STAFF,
  query: z.strictObject({ ...sortedQuery(CAMPAIGN_SORTS, '-createdAt'), state: z.enum(CAMPAIGN_STATES).optional() }),
  responses: { 200: { description: 'Campagnes', schema: listOf(campaignSummaryOut) } },
  async handler({ deps, person, query }) {
    const [page, total] = await Promise.all([
      listCampaigns(deps.db, scopeOf(person), query),
      countCampaigns(deps.db, scopeOf(person), query),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map(presentSummary) } };
  },
});
