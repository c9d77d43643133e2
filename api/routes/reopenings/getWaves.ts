import { WATCH, wavesOf } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { wavesOut } from '../../shapes/reopening.ts';

export const getWaves = route({
  method: 'get',
  path: '/tuteur/reopenings/{id}/waves',
  tag: 'Espace Tuteur',
  summary: 'Vagues ouvertes, et la suivante',
  roles: WATCH,
  params: idParams,
  responses: { 200: { description: 'Vagues', schema: wavesOut } },
  async handler({ deps, params }) {
    return { status: 200, body: await wavesOf(deps, params.id) };
  },
});
