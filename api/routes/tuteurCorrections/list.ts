import { z } from 'zod';
import { listCorrections } from '../../../adapters/store/queries/corrections.ts';
import { TUTEUR_VERDICTS } from '../../../domain/tuteur/verdict.ts';
import { STAFF } from '../../access.ts';
import { readableCorrections } from '../../corrections.ts';
import { route } from '../../route.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';
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
    ...pageQuery,
    verdict: z.enum(TUTEUR_VERDICTS).optional(),
    state: z.enum(CORRECTION_STATES).optional(),
  }),
  responses: { 200: { description: 'Corrections', schema: pageOf(correctionOut) } },
  async handler(call) {
    const onlyCaf = await readableCorrections(call, call.params.id);
    const page = await listCorrections(call.deps.db, call.params.id, { ...call.query, onlyCaf });
    return { status: 200, body: { ...page, items: page.items.map(presentCorrection) } };
  },
});
