import { z } from 'zod';
import { countRowsOf, listRows } from '../../../adapters/store/queries/campaigns.ts';
import { VERDICTS, type Verdict } from '../../../domain/esat/rows.ts';
import { STAFF } from '../../access.ts';
import { readableCampaign } from '../../campaigns.ts';
import { route } from '../../route.ts';
import { rowOut, rowSort } from '../../shapes/campaign.ts';
import { idParams, listOf, pageQuery } from '../../shapes/common.ts';

export const campaignRows = route({
  method: 'get',
  path: '/esat/campaigns/{id}/rows',
  tag: 'Esat',
  summary: "Lignes d'une campagne, dans l'ordre du fichier, avec toutes leurs raisons",
  description: "D'une campagne nationale, une Caf lit ses propres lignes.",
  roles: STAFF,
  params: idParams,
  query: z.strictObject({ ...pageQuery, verdict: z.enum(VERDICTS).optional(), sort: rowSort }),
  responses: { 200: { description: 'Lignes', schema: listOf(rowOut) } },
  async handler({ deps, person, params, query }) {
    const { campaign, onlyCaf } = await readableCampaign(deps, person, params.id);
    const filter = { ...query, onlyCaf };
    const [page, total] = await Promise.all([
      listRows(deps.db, campaign.id, filter),
      countRowsOf(deps.db, campaign.id, filter),
    ]);
    return {
      status: 200,
      body: {
        ...page,
        total,
        items: page.items.map(({ data: _, ...row }) => ({ ...row, verdict: row.verdict as Verdict })),
      },
    };
  },
});
