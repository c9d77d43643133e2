import { z } from 'zod';
import { listCorrections } from '../../../adapters/store/queries/corrections.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';
import { correctionOut, presentCorrection } from '../../shapes/correction.ts';

export const partnerCorrections = route({
  method: 'get',
  path: '/partners/{id}/siret-corrections',
  tag: 'Espace Tuteur',
  summary: "Corrections du SIRET d'un partenaire tuteur",
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'Corrections', schema: pageOf(correctionOut) } },
  async handler({ deps, person, params, query }) {
    const { id: partnerId } = mayRead(person, await partnerById(deps.db, params.id));
    const page = await listCorrections(deps.db, null, { ...query, partnerId });
    return { status: 200, body: { ...page, items: page.items.map(presentCorrection) } };
  },
});
