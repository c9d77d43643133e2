import { z } from 'zod';
import { nationalServices } from '../../../adapters/store/queries/nationalServices.ts';
import { partnerById, servicesOf } from '../../../adapters/store/queries/partners.ts';
import { serviceReach } from '../../../adapters/store/queries/serviceReach.ts';
import { nationalOf, nationalWords } from '../../../domain/service/national.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
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
  async handler({ deps, person, params, at }) {
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    const [rows, nationals, reach] = await Promise.all([
      servicesOf(deps.db, partner.id),
      nationalServices(deps.db),
      serviceReach(deps.db, partner.id),
    ]);
    const items = rows.map((row) =>
      presentService(
        row,
        nationalWords(nationalOf(nationals, row.service as ServiceCode), at),
        reach.get(row.service)?.people ?? 0,
      ),
    );
    return { status: 200, body: { items, nextCursor: null } };
  },
});
