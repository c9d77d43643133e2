import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { administratorsFor } from '../../administrators.ts';
import { route } from '../../route.ts';
import { administratorsOut } from '../../shapes/administrators.ts';
import { idParams } from '../../shapes/common.ts';

export const listAdministrators = route({
  method: 'get',
  path: '/partners/{id}/administrators',
  tag: 'Personnes',
  summary: 'Administrateurs d’un partenaire, et l’annexe 3 en cours',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Administrateurs en fonction', schema: administratorsOut } },
  async handler(call) {
    return { status: 200, body: await administratorsFor(call, call.params.id) };
  },
});
