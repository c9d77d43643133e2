import type { z } from 'zod';
import { campaignFigures } from '../adapters/campaignStore.ts';
import { campaignById } from '../adapters/queries/campaigns.ts';
import type { Person } from '../adapters/sessions.ts';
import { DomainError } from '../domain/errors.ts';
import { processId } from '../domain/process/types.ts';
import { hasRole, mayRead } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { type campaignOut, presentSummary } from './shapes/campaign.ts';

/** A campaign this person may read, with its live figures. */
export async function campaignOf(deps: ApiDeps, person: Person, id: string): Promise<z.input<typeof campaignOut>> {
  const campaign = mayRead(person, await campaignById(deps.db, id));
  return {
    ...presentSummary(campaign),
    processId: processId('esatCampaign', campaign.id, 1),
    ...(await campaignFigures(deps.db, campaign.id)),
  };
}

/** A national campaign is stopped by who launches national ones, a Caf's own by its administrators, either by an operator. */
export function assertMayCancel(person: Person, campaign: { caf: string | null }): void {
  const may =
    campaign.caf === null
      ? hasRole(person, 'national', 'operator')
      : hasRole(person, 'operator') || (hasRole(person, 'cafAdmin') && person.caf === campaign.caf);
  if (!may)
    throw new DomainError(
      'ACTION_NON_PERMISE',
      'Cette campagne est arrêtée par qui l’a lancée : la Cnaf, ou un administrateur de la Caf.',
    );
}
