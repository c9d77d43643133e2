import { z } from 'zod';
import { route } from '../../route.ts';
import { troubleOut } from '../../shapes/operation.ts';
import { troublesOfAll } from '../../troubles.ts';

export const listTroubles = route({
  method: 'get',
  path: '/operations/troubles',
  tag: 'Exploitation',
  summary: 'Incidents de toutes natures, les plus récents d’abord dans chacune',
  roles: ['operator'],
  responses: { 200: { description: 'Incidents', schema: z.object({ items: z.array(troubleOut) }) } },
  async handler({ deps, at }) {
    return { status: 200, body: { items: await troublesOfAll(deps, at) } };
  },
});
