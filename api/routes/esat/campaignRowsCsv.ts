import { listRows } from '../../../adapters/store/queries/campaigns.ts';
import type { Verdict } from '../../../domain/esat/rows.ts';
import { CSV_HEAD, rowCsv } from '../../../domain/esat/rowsCsv.ts';
import { STAFF } from '../../access.ts';
import { readableCampaign } from '../../campaigns.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

/** A spreadsheet program reads a file without it in the wrong encoding. */
const BYTE_ORDER_MARK = '\uFEFF';
const AT_ONCE = 1_000;

export const campaignRowsCsv = route({
  method: 'get',
  path: '/esat/campaigns/{id}/rows.csv',
  tag: 'Esat',
  summary: "Lignes d'une campagne, pour un tableur",
  description: "UTF-8, séparateur `;`. D'une campagne nationale, une Caf lit ses propres lignes.",
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'CSV', contentType: 'text/csv' } },
  async handler({ deps, person, params }) {
    const { campaign, onlyCaf } = await readableCampaign(deps, person, params.id);
    const lines = [BYTE_ORDER_MARK, CSV_HEAD];
    let cursor: string | undefined;
    do {
      const page = await listRows(deps.db, campaign.id, { onlyCaf, limit: AT_ONCE, cursor });
      lines.push(...page.items.map((row) => rowCsv({ ...row, verdict: row.verdict as Verdict })));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="campagne-${campaign.id}.csv"` },
      body: lines.join(''),
    };
  },
});
