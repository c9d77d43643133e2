import { STAFF } from '../../access.ts';
import { campaignOf } from '../../campaigns.ts';
import { route } from '../../route.ts';
import { campaignOut } from '../../shapes/campaign.ts';
import { idParams } from '../../shapes/common.ts';

export const getCampaign = route({
  method: 'get',
  path: '/esat/campaigns/{id}',
  tag: 'Esat',
  summary: "Une campagne, par cas d'usage et par état",
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'La campagne', schema: campaignOut } },
  async handler({ deps, person, params }) {
    return { status: 200, body: await campaignOf(deps, person, params.id) };
  },
});
