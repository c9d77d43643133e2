import { z } from 'zod';
import { nationalServices } from '../../../adapters/store/queries/nationalServices.ts';
import { serviceReach } from '../../../adapters/store/queries/serviceReach.ts';
import { nationalOf } from '../../../domain/service/national.ts';
import { SERVICE_CODES } from '../../../domain/service/services.ts';
import { hasRole, ROLES } from '../../access.ts';
import { route } from '../../route.ts';
import { nationalServiceOut, presentNational } from '../../shapes/nationalService.ts';

export const listServices = route({
  method: 'get',
  path: '/services',
  tag: 'Services',
  summary: 'Où en est chaque service pour tous',
  description:
    'Ouvert, fermé, fermé avec un service de remplacement, réouverture prévue : ce que lisent menu, entrée et diagnostic.',
  roles: ROLES,
  responses: {
    200: {
      description: 'Tous les services',
      schema: z.object({ items: z.array(nationalServiceOut), nextCursor: z.null() }),
    },
  },
  async handler({ deps, person, at }) {
    const rows = await nationalServices(deps.db);
    // who may close them for everyone is told for whom
    const reach = hasRole(person, 'national') ? await serviceReach(deps.db, null) : null;
    const items = SERVICE_CODES.map((code) => ({
      ...presentNational(code, nationalOf(rows, code), at),
      ...(reach === null ? {} : { reach: reach.get(code) ?? { people: 0, partners: 0 } }),
    }));
    return { status: 200, body: { items, nextCursor: null } };
  },
});
