import { z } from 'zod';
import { missingEsats } from '../../../adapters/store/esatDeclaration/received.ts';
import { CAF, ownCaf } from '../../access.ts';
import { route } from '../../route.ts';
import { isoOrNull, pageOf, pageQuery } from '../../shapes/common.ts';
import { missingEsatOut, yearParams } from '../../shapes/esatDeclaration.ts';

export const missingEsatList = pageOf(missingEsatOut);

export const listMissingEsat = route({
  method: 'get',
  path: '/esat/received/{year}/missing',
  tag: 'Esat',
  summary: 'Esat d’une Caf qui n’ont pas déclaré',
  description: 'Ceux que gère la Caf de qui demande et dont le service est ouvert (ESAT-10).',
  roles: CAF,
  params: yearParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'Dans l’ordre de leur nom', schema: missingEsatList } },
  errors: ['CURSEUR_INVALIDE'],
  async handler({ deps, person, params, query }) {
    const page = await missingEsats(deps.db, { caf: ownCaf(person), ...params, ...query });
    return {
      status: 200,
      body: { ...page, items: page.items.map((one) => ({ ...one, draftAt: isoOrNull(one.draftAt) })) },
    };
  },
});
