import { reopeningOf, WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const getReopening = route({
  method: 'get',
  path: '/tuteur/reopenings/{id}',
  tag: 'Espace Tuteur',
  summary: 'Une réouverture : chiffres par verdict et par Caf, conditions, vagues',
  roles: WATCH,
  params: idParams,
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  async handler({ deps, params }) {
    return { status: 200, body: await reopeningOf(deps, params.id) };
  },
});
