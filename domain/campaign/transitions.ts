import type { Actor } from '../decision/actor.ts';
import { DomainError, notByYou, notInState } from '../errors.ts';
import { CAMPAIGN_STATE_LABELS, type Campaign, type CampaignState } from './types.ts';

/** One row of the procedure; nothing else decides what may happen to a campaign. `to`: unsaid, it stays where it is. */
interface CampaignTransition {
  from: readonly CampaignState[];
  by: readonly Actor['role'][];
  to?: CampaignState;
}

/** §6.4, REM-4, ESAT-24. Past its deadline a campaign has reported, and its held rows still wait for their Caf. */
export const CAMPAIGN_TRANSITIONS = {
  treatRow: { from: ['EN_COURS', 'TERMINEE'], by: ['agent', 'cafAdmin'] },
  remind: { from: ['EN_COURS'], by: ['process'] },
  report: { from: ['EN_COURS'], by: ['process'], to: 'TERMINEE' },
  cancel: { from: ['EN_COURS', 'TERMINEE'], by: ['cafAdmin', 'national', 'operator'], to: 'ANNULEE' },
} as const satisfies Record<string, CampaignTransition>;
export type CampaignEvent = keyof typeof CAMPAIGN_TRANSITIONS;

/** Moves a campaign along its table. Throws ETAT_INCOMPATIBLE or ACTION_NON_PERMISE, changing nothing. */
export function fireCampaign(campaign: Campaign, event: CampaignEvent, { role }: { role: Actor['role'] }): void {
  const { from, by, to = campaign.state }: CampaignTransition = CAMPAIGN_TRANSITIONS[event];
  const { state } = campaign;
  if (!from.includes(state)) throw notInState('Cette campagne', CAMPAIGN_STATE_LABELS[state]);
  if (!by.includes(role)) throw notByYou('cette campagne');
  campaign.state = to;
}

/** A national campaign is stopped by who launches national ones, a Caf's own by its administrators, either by an operator. */
export function mayCancel(
  { roles, caf }: { roles: readonly string[]; caf: string | null },
  campaign: Pick<Campaign, 'caf'>,
): boolean {
  if (roles.includes('operator')) return true;
  return campaign.caf === null ? roles.includes('national') : roles.includes('cafAdmin') && caf === campaign.caf;
}

/** Throws ACTION_NON_PERMISE for whoever may not stop this campaign. */
export function assertMayCancel(
  person: { roles: readonly string[]; caf: string | null },
  campaign: Pick<Campaign, 'caf'>,
): void {
  if (!mayCancel(person, campaign))
    throw new DomainError(
      'ACTION_NON_PERMISE',
      'Cette campagne est arrêtée par qui l’a lancée : la Cnaf, ou un administrateur de la Caf.',
    );
}
