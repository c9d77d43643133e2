import { z } from 'zod';
import { CORRECTION_SORTS, countCorrections, listCorrections } from '../../../adapters/store/queries/corrections.ts';
import { TUTEUR_VERDICTS } from '../../../domain/tuteur/verdict.ts';
import { STAFF } from '../../access.ts';
import { readableCorrections } from '../../corrections.ts';
import { route } from '../../route.ts';
import { idParams, listOf, sortedQuery } from '../../shapes/common.ts';
import { CORRECTION_STATES, correctionOut, presentCorrection } from '../../shapes/correction.ts';

export const listCorrectionsRoute = route({
  method: 'get',
  path: '/tuteur/reopenings/{id}/corrections',
  tag: 'Espace Tuteur',
  summary: "Corrections du SIRET des tuteurs d'une réouverture",
  description: 'Une Caf lit les siennes.',
  roles: STAFF,
  params: idParams,
  query: z.strictObject({
    ...sortedQuery(CORRECTION_SORTS, 'raisonSociale'),
    verdict: z.enum(TUTEUR_VERDICTS).optional(),
    state: z.enum(CORRECTION_STATES).optional(),
  }),
  responses: { 200: { description: 'Corrections', schema: listOf(correctionOut) } },
  async handler(call) {
    const onlyCaf = await readableCorrections(call, call.params.id);
    const { deps, params, query } = call;
    const [page, total] = await Promise.all([
      listCorrections(deps.db, params.id, { ...query, onlyCaf }),
      countCorrections(deps.db, params.id, { ...query, onlyCaf }),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map(presentCorrection) } };
  },
});
