import { z } from 'zod';
import { campaignById, listRows } from '../../../adapters/queries/campaigns.ts';
import { VERDICTS, type Verdict } from '../../../domain/esat/rows.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { rowOut } from '../../shapes/campaign.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';

export const campaignRows = route({
  method: 'get',
  path: '/esat/campaigns/{id}/rows',
  tag: 'Esat',
  summary: "Lignes d'une campagne, dans l'ordre du fichier, avec toutes leurs raisons",
  roles: STAFF,
  params: idParams,
  query: z.strictObject({ ...pageQuery, verdict: z.enum(VERDICTS).optional() }),
  responses: { 200: { description: 'Lignes', schema: pageOf(rowOut) } },
  async handler({ deps, person, params, query }) {
    const campaign = mayRead(person, await campaignById(deps.db, params.id));
    const page = await listRows(deps.db, campaign.id, query);
    return {
      status: 200,
      body: { ...page, items: page.items.map(({ data: _, ...row }) => ({ ...row, verdict: row.verdict as Verdict })) },
    };
  },
});
