import type { Context } from '../decision/context.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import type { Policy } from '../policy/policy.ts';
import type { Waiting } from '../process/types.ts';
import type { CampaignToDo } from './acts.ts';
import { campaignKind } from './kind.ts';
import type { Campaign, CampaignDecision, CampaignDesk, CampaignGround, CampaignState } from './types.ts';

/**
 * Carries an act or a step out on a campaign. Pure: same campaign, ground, act and context, same decision. Throws a DomainError (nothing is
 * changed) when the table or a field refuses it.
 */
export function decideCampaign(
  before: Campaign,
  ground: CampaignGround,
  act: CampaignToDo,
  context: Context,
): CampaignDecision {
  const desk: CampaignDesk = {
    ...context,
    campaign: structuredClone(before),
    ground: structuredClone(ground),
    treated: null,
    stopped: null,
    mails: [],
    mailsLeave: context.at,
    audit: [],
    auditCaf: before.caf,
  };
  campaignKind.carryOut(desk, act);
  const { campaign, treated, stopped, mails, mailsLeave, audit, auditCaf } = desk;
  campaign.ended = campaignKind.isOver(campaign);
  return { campaign, treated, stopped, mails, mailsLeave, audit, auditCaf };
}

export interface CampaignProjection {
  state: CampaignState;
  waitingFor: WaitingFor | null;
  nextActionAt: Date | null;
  dueAt: null;
  ended: boolean;
}

/** The projection that pages, lists and the process itself read. */
export function projectCampaign(campaign: Campaign, policy: Policy): CampaignProjection {
  const { state } = campaign;
  if (campaignKind.isOver(campaign)) return { state, waitingFor: null, nextActionAt: null, dueAt: null, ended: true };
  const waitingFor = campaignKind.waiting(campaign, policy);
  return { state, waitingFor, nextActionAt: waitingFor.until, dueAt: null, ended: false };
}

/** What the process holds: while rows are queued it is to launch them, whatever the campaign waits for (§6.4). */
export function campaignToHold({ queued }: Campaign, { state, nextActionAt, ended }: CampaignProjection): Waiting {
  return { state: queued > 0 ? 'A_LANCER' : state, nextActionAt: nextActionAt?.toISOString() ?? null, ended };
}
