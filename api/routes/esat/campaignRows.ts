import { z } from 'zod';
import { countRowsOf, listRows, ROW_SORTS } from '../../../adapters/store/queries/campaigns.ts';
import { VERDICTS, type Verdict } from '../../../domain/esat/rows.ts';
import { STAFF } from '../../access.ts';
import { readableCampaign } from '../../campaigns.ts';
import { route } from '../../route.ts';
import { rowOut } from '../../shapes/campaign.ts';
import { idParams, listOf, sortedQuery } from '../../shapes/common.ts';

export const campaignRows = route({
  method: 'get',
  path: '/esat/campaigns/{id}/rows',
  tag: 'Esat',
  summary: "Lignes d'une campagne, avec toutes leurs raisons",
  description: "D'une campagne nationale, une Caf lit ses propres lignes.",
  roles: STAFF,
  params: idParams,
  query: z.strictObject({
    ...sortedQuery(ROW_SORTS, 'row'),
    verdict: z.enum(VERDICTS).optional(),
    row: z.coerce
      .number()
      .int()
      .min(1)
      .max(9_999_999)
      .optional()
      .meta({ description: 'Numéro de la ligne dans le fichier' }),
  }),
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
