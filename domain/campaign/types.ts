import type { DelegationMode } from '../document/types.ts';
import type { CampaignProgress } from './deadlines.ts';

/** States of a campaign (domain.md §6.4); its process waits `A_LANCER` while rows are queued. */
export const CAMPAIGN_STATES = ['VERIFIEE', 'EN_COURS', 'TERMINEE', 'ANNULEE'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** Words of a state, as pages show it. */
export const CAMPAIGN_STATE_LABELS: Record<CampaignState | 'A_LANCER', string> = {
  VERIFIEE: 'Vérifiée, non importée',
  A_LANCER: 'À lancer',
  EN_COURS: 'En cours',
  TERMINEE: 'Terminée',
  ANNULEE: 'Annulée',
};

/** What became of a held row, once its task ended (TRAITER_LIGNE). */
export const RESOLUTION_LABELS = {
  CORRIGEE: 'Corrigée',
  INACTIF_NON_REPRIS: 'Établissement inactif, non repris',
  ECARTEE: 'Écartée',
};

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
