import { z } from 'zod';
import { esatCounts, MISSING_SORTS, missingEsats } from '../../../adapters/store/esatDeclaration/received.ts';
import { CAF, ownCaf } from '../../access.ts';
import { route } from '../../route.ts';
import { isoOrNull, listOf, sortedQuery } from '../../shapes/common.ts';
import { missingEsatOut, yearParams } from '../../shapes/esatDeclaration.ts';

export const missingEsatList = listOf(missingEsatOut);

export const listMissingEsat = route({
  method: 'get',
  path: '/esat/received/{year}/missing',
  tag: 'Esat',
  summary: 'Esat d’une Caf qui n’ont pas déclaré',
  description: 'Ceux que gère la Caf de qui demande et dont le service est ouvert (ESAT-10).',
  roles: CAF,
  params: yearParams,
  query: z.strictObject(sortedQuery(MISSING_SORTS, 'organisme')),
  responses: { 200: { description: 'Dans l’ordre de leur nom si rien n’est dit', schema: missingEsatList } },
  errors: ['CURSEUR_INVALIDE'],
  async handler({ deps, person, params, query }) {
    const caf = ownCaf(person);
    const [page, { missing: total }] = await Promise.all([
      missingEsats(deps.db, { caf, ...params, ...query }),
      esatCounts(deps.db, caf, params.year),
    ]);
    return {
      status: 200,
      body: { ...page, total, items: page.items.map((one) => ({ ...one, draftAt: isoOrNull(one.draftAt) })) },
    };
  },
});
