import { z } from 'zod';
import { countTiersiLines, LINE_SORTS, listTiersiLines } from '../../../adapters/store/queries/reopenings.ts';
import { TIERSI_LINE_VERDICTS } from '../../../domain/tuteur/tiersiFile.ts';
import { assertReopening, WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams, listOf, sortedQuery } from '../../shapes/common.ts';
import { tiersiRowOut } from '../../shapes/reopening.ts';

export const reopeningRows = route({
  method: 'get',
  path: '/tuteur/reopenings/{id}/rows',
  tag: 'Espace Tuteur',
  summary: 'Lignes du fichier de Tiersi en vigueur, avec toutes leurs raisons',
  roles: WATCH,
  params: idParams,
  query: z.strictObject({ ...sortedQuery(LINE_SORTS, 'row'), verdict: z.enum(TIERSI_LINE_VERDICTS).optional() }),
  responses: { 200: { description: 'Lignes', schema: listOf(tiersiRowOut) } },
  async handler({ deps, params, query }) {
    await assertReopening(deps, params.id);
    const [page, total] = await Promise.all([
      listTiersiLines(deps.db, params.id, query),
      countTiersiLines(deps.db, params.id, query),
    ]);
    return { status: 200, body: { ...page, total } };
  },
});
