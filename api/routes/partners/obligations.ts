import { z } from 'zod';
import { listObligations } from '../../../adapters/store/queries/obligations.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { yearlyLimits } from '../../../domain/obligation/yearly.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { flag, idParams, pageOf, pageQuery } from '../../shapes/common.ts';
import { obligationOut, presentObligation } from '../../shapes/obligation.ts';

export const listObligationsRoute = route({
  method: 'get',
  path: '/partners/{id}/obligations',
  tag: 'Partenaires',
  summary: 'Connexion annuelle : qui n’utilise plus un service',
  description:
    'Les personnes à rappeler (REM-7) et celles dont l’année est passée sans accès (OBL-14), les plus anciennes d’abord. Rien n’est fermé automatiquement.',
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  query: z.strictObject({
    ...pageQuery,
    overdue: flag.optional().meta({ description: '`true` : seulement si l’année est passée' }),
  }),
  responses: { 200: { description: 'Personnes et services', schema: pageOf(obligationOut) } },
  async handler({ deps, person, params, query, at }) {
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    const limits = yearlyLimits(deps.policy, at);
    const usedBefore = (query.overdue === true ? limits.at(-1) : limits[0]) ?? at;
    const page = await listObligations(deps.db, partner.id, { ...query, usedBefore }, at);
    return {
      status: 200,
      body: { ...page, items: page.items.map((row) => presentObligation(row, deps.policy, at)) },
    };
  },
});
