import { z } from 'zod';
import { listRows } from '../../../adapters/store/queries/campaigns.ts';
import { VERDICTS, type Verdict } from '../../../domain/esat/rows.ts';
import { STAFF } from '../../access.ts';
import { readableCampaign } from '../../campaigns.ts';
import { route } from '../../route.ts';
import { rowOut } from '../../shapes/campaign.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';

export const campaignRows = route({
  method: 'get',
  path: '/esat/campaigns/{id}/rows',
  tag: 'Esat',
  summary: "Lignes d'une campagne, dans l'ordre du fichier, avec toutes leurs raisons",
  description: "D'une campagne nationale, une Caf lit ses propres lignes.",
  roles: STAFF,
  params: idParams,
  query: z.strictObject({ ...pageQuery, verdict: z.enum(VERDICTS).optional() }),
  responses: { 200: { description: 'Lignes', schema: pageOf(rowOut) } },
  async handler({ deps, person, params, query }) {
    const { campaign, onlyCaf } = await readableCampaign(deps, person, params.id);
    const page = await listRows(deps.db, campaign.id, { ...query, onlyCaf });
    return {
      status: 200,
      body: { ...page, items: page.items.map(({ data: _, ...row }) => ({ ...row, verdict: row.verdict as Verdict })) },
    };
  },
});
