import type { DelegationMode } from '../document/types.ts';
import type { CampaignProgress } from './deadlines.ts';

/** A campaign as its acts need it (domain.md §6.4). */
export interface Campaign {
  id: string;
  name: string;
  caf: string | null;
  state: string;
  deadline: string;
  opensOn: string;
  delegationMode: DelegationMode;
  createdBy: string;
  createdAt: Date;
}

/** What its process knows beside its rows. */
export interface CampaignFacts extends CampaignProgress {
  campaignId: string;
}
