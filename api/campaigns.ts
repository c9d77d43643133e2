import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import { campaignById, campaignFigures, concernsCaf } from '../adapters/store/queries/campaigns.ts';
import { processId } from '../domain/process/types.ts';
import { mayRead, readsAll } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { type campaignOut, presentSummary } from './shapes/campaign.ts';

/**
 * A campaign this person may read. Of a national one a Caf reads its own rows and nothing of another's (S5): `onlyCaf` says whose, null
 * for the whole.
 */
export async function readableCampaign(deps: ApiDeps, person: Person, id: string) {
  const found = await campaignById(deps.db, id);
  if (found === null || found.caf !== null || readsAll(person) || person.caf === null)
    return { campaign: mayRead(person, found), onlyCaf: null };
  const readerCafs = (await concernsCaf(deps.db, id, person.caf)) ? [person.caf] : [];
  return { campaign: mayRead(person, { ...found, readerCafs }), onlyCaf: person.caf };
}

/** A campaign this person may read, with its live figures. */
export async function campaignOf(deps: ApiDeps, person: Person, id: string): Promise<z.input<typeof campaignOut>> {
  const { campaign, onlyCaf } = await readableCampaign(deps, person, id);
  return {
    ...presentSummary(campaign),
    processId: processId('esatCampaign', campaign.id, 1),
    ...(await campaignFigures(deps.db, campaign.id, onlyCaf)),
  };
}
