import { assertMayCancel } from '../../../domain/campaign/transitions.ts';
import { processId } from '../../../domain/process/types.ts';
import { actorOf } from '../../access.ts';
import { campaignOf, readableCampaign } from '../../campaigns.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { campaignOut } from '../../shapes/campaign.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';

export const cancelCampaign = route({
  method: 'post',
  path: '/esat/campaigns/{id}/cancel',
  tag: 'Esat',
  summary: 'Arrêter une campagne',
  description: 'Épargne chaque dossier qui porte la signature du partenaire (§6.4).',
  roles: ['cafAdmin', 'national', 'operator'],
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'La campagne arrêtée', schema: campaignOut } },
  errors: ['DOSSIER_TERMINE'],
  async handler(call) {
    const { deps, person, params, body, ip } = call;
    const { campaign } = await readableCampaign(deps, person, params.id);
    assertMayCancel(person, campaign);
    await perform(
      call,
      { id: processId('esatCampaign', campaign.id, 1), type: 'esatCampaign' },
      { type: 'cancel', reason: body.reason },
      actorOf(person, ip),
    );
    return { status: 200, body: await campaignOf(deps, person, params.id) };
  },
});
