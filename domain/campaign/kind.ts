import type { WaitingFor } from '../decision/waiting.ts';
import type { Policy } from '../policy/policy.ts';
import { type CampaignToDo, campaignActSchema } from './acts.ts';
import { type CampaignDeadline, campaignDeadlines, campaignDue, campaignMailAt } from './deadlines.ts';
import { tellCaf, tellCreator } from './telling.ts';
import { CAMPAIGN_TRANSITIONS, fireCampaign } from './transitions.ts';
import {
  CAMPAIGN_STATE_LABELS,
  type Campaign,
  type CampaignDesk,
  type CampaignNeeds,
  type CampaignState,
} from './types.ts';
import { cancelCampaign, treatRow } from './verbs.ts';

/**
 * The Esat campaign (§6.4), told once: its states and their words, its acts and who may do them when, its reminders and its report, and whom
 * it waits for. Its process launches the rows in batches (workflows/esatCampaign); what a batch may launch is launch.ts.
 */
export const campaignKind = {
  type: 'esatCampaign',
  labels: CAMPAIGN_STATE_LABELS,
  transitions: CAMPAIGN_TRANSITIONS,
  acts: campaignActSchema,

  /** What must be known beside the campaign to carry an act out at an instant. */
  needs(campaign: Campaign, act: CampaignToDo, policy: Policy, at: Date): CampaignNeeds {
    return {
      taskId: act.type === 'completeTask' ? act.taskId : null,
      left: act.type === 'tick' && dueNow(campaign, policy, at) !== null,
    };
  },

  carryOut(desk: CampaignDesk, act: CampaignToDo): void {
    if (act.type === 'completeTask') return treatRow(desk, act);
    if (act.type === 'cancel') return cancelCampaign(desk, act);
    if (act.type !== 'tick') return; // what the file brings is there from the start (start.ts)
    const due = dueNow(desk.campaign, desk.policy, desk.at);
    if (due !== null) campaignKind.onDeadline(desk, due);
  },

  /** REM-4, ESAT-24: earliest first. */
  deadlines: (campaign: Campaign, policy: Policy): CampaignDeadline[] =>
    isRunning(campaign) ? campaignDeadlines(campaign, campaign.facts, policy) : [],

  /** Reminds each Caf of what it still has to do, or reports: to each Caf that is late, and all of it to whoever launched the campaign. */
  onDeadline(desk: CampaignDesk, due: CampaignDeadline): void {
    const { campaign, ground, mailboxOf } = desk;
    fireCampaign(campaign, due.what, { role: 'process' });
    desk.mails.push(...ground.left.map((one) => tellCaf(due, campaign, one, mailboxOf)));
    desk.mailsLeave = campaignMailAt(due, campaign, desk.policy, desk.at);
    if (due.what === 'remind') campaign.facts.remindersSent = due.step;
    else {
      desk.mails.push(tellCreator(campaign, ground.left, ground.creatorEmail, mailboxOf));
      campaign.facts.reported = true;
      campaign.closedAt = desk.at;
    }
  },

  /** It ends once it has reported, or was cancelled, and no row waits any more. */
  isOver: (campaign: Campaign): boolean => !isRunning(campaign) && campaign.queued === 0 && campaign.held === 0,

  /** Of a campaign that is not over. */
  waiting(campaign: Campaign, policy: Policy): WaitingFor {
    const launching = campaign.queued > 0;
    return {
      who: launching ? 'SYSTEME' : 'CAF',
      what: launching ? 'le lancement des dossiers' : "l'avancement des dossiers",
      until: campaignKind.deadlines(campaign, policy)[0]?.at ?? null,
      then: 'Relance des Caf, puis bilan à l’échéance.',
    };
  },
} as const;

const isRunning = ({ state }: Campaign): boolean =>
  (CAMPAIGN_TRANSITIONS.report.from as readonly CampaignState[]).includes(state);

function dueNow(campaign: Campaign, policy: Policy, at: Date): CampaignDeadline | null {
  return isRunning(campaign) ? campaignDue(campaign, campaign.facts, policy, at) : null;
}
