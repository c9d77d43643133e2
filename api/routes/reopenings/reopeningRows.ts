import { z } from 'zod';
import { listTiersiLines } from '../../../adapters/store/queries/reopenings.ts';
import { TIERSI_LINE_VERDICTS } from '../../../domain/tuteur/tiersiFile.ts';
import { assertReopening, WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';
import { tiersiRowOut } from '../../shapes/reopening.ts';

export const reopeningRows = route({
  method: 'get',
  path: '/tuteur/reopenings/{id}/rows',
  tag: 'Espace Tuteur',
  summary: 'Lignes du fichier de Tiersi en vigueur, avec toutes leurs raisons',
  roles: WATCH,
  params: idParams,
  query: z.strictObject({ ...pageQuery, verdict: z.enum(TIERSI_LINE_VERDICTS).optional() }),
  responses: { 200: { description: 'Lignes', schema: pageOf(tiersiRowOut) } },
  async handler({ deps, params, query }) {
    await assertReopening(deps, params.id);
    return { status: 200, body: await listTiersiLines(deps.db, params.id, query) };
  },
});
