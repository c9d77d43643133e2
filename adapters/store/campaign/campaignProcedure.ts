import type { Procedure } from '../../../activities/procedure.ts';
import { campaignToHold, decideCampaign, projectCampaign } from '../../../domain/campaign/decide.ts';
import { campaignKind } from '../../../domain/campaign/kind.ts';
import type { Campaign } from '../../../domain/campaign/types.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import type { Seal } from '../../identity/sealed.ts';
import { sealPersonal } from '../audit/sealedChanges.ts';
import { transactionOf } from '../store.ts';
import { loadCampaign, loadGround, saveCampaign } from './campaignStore.ts';

/** The Esat campaign (§6.4): its rows are thousands, so it is loaded and saved set-based, in the one transaction of the command. */
export function campaignProcedure(policy: Policy, seal: Seal): Procedure<'esatCampaign'> {
  return {
    way: 'transaction',
    async run(storeTx, processId, act, context) {
      const tx = transactionOf(storeTx);
      const before = await loadCampaign(tx, processId);
      const ground = await loadGround(tx, before, campaignKind.needs(before, act, policy, context.at));
      const decision = decideCampaign(before, ground, act, context);
      const projection = projectCampaign(decision.campaign, policy);
      const audit = await sealPersonal((sql) => tx.$queryRaw(sql), seal, decision.audit, context.at);
      await saveCampaign(tx, { ...decision, audit }, projection, context.at, context.actor);
      return held(decision.campaign, policy);
    },
    current: async (storeTx, processId) => held(await loadCampaign(transactionOf(storeTx), processId), policy),
  };
}

function held(campaign: Campaign, policy: Policy): Waiting {
  return campaignToHold(campaign, projectCampaign(campaign, policy));
}
