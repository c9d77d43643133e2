import { z } from 'zod';
import { esatCounts, RECEIVED_SORTS, receivedBy } from '../../../adapters/store/esatDeclaration/received.ts';
import { CAF, ownCaf } from '../../access.ts';
import { route } from '../../route.ts';
import { iso, listOf, sortedQuery } from '../../shapes/common.ts';
import { esatCountsOut, receivedFromOut, yearParams } from '../../shapes/esatDeclaration.ts';

export const receivedEsatOut = listOf(receivedFromOut).extend({ counts: esatCountsOut });

export const listReceivedEsat = route({
  method: 'get',
  path: '/esat/received/{year}',
  tag: 'Esat',
  summary: 'Rémunérations garanties reçues par une Caf, par Esat',
  description:
    'Celles des allocataires de la Caf de qui demande, quel que soit l’Esat, avec ses chiffres de l’année (ESAT-7).',
  roles: CAF,
  params: yearParams,
  query: z.strictObject(sortedQuery(RECEIVED_SORTS, 'organisme')),
  responses: { 200: { description: 'Par Esat, dans l’ordre de leur nom si rien n’est dit', schema: receivedEsatOut } },
  errors: ['CURSEUR_INVALIDE'],
  async handler({ deps, person, params, query }) {
    const caf = ownCaf(person);
    const [page, counts] = await Promise.all([
      receivedBy(deps.db, { caf, ...params, ...query }),
      esatCounts(deps.db, caf, params.year),
    ]);
    return {
      status: 200,
      body: { ...page, total: counts.esats, items: page.items.map((one) => ({ ...one, at: iso(one.at) })), counts },
    };
  },
});
