import { z } from 'zod';
import { partnerById, servicesOf } from '../../../adapters/store/queries/partners.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentService, serviceOut } from '../../shapes/partner.ts';

export const partnerServices = route({
  method: 'get',
  path: '/partners/{id}/services',
  tag: 'Partenaires',
  summary: 'Services ouverts, depuis quand, par quel bulletin',
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  responses: {
    200: {
      description: 'Services du partenaire',
      schema: z.object({ items: z.array(serviceOut), nextCursor: z.null() }),
    },
  },
  async handler({ deps, person, params }) {
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    return {
      status: 200,
      body: { items: (await servicesOf(deps.db, partner.id)).map(presentService), nextCursor: null },
    };
  },
});
