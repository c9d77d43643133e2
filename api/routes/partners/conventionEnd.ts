import { CAF } from '../../access.ts';
import { conventionEnd } from '../../conventionEnd.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { conventionEndOut } from '../../shapes/conventionEnd.ts';

export const getConventionEnd = route({
  method: 'get',
  path: '/partners/{id}/convention-end',
  tag: 'Partenaires',
  summary: 'Ce qui prendrait fin avec la convention',
  description: 'Avant d’y mettre fin : services qui ferment, groupes gelés, ce qui reste ; et la fin déjà demandée.',
  roles: [...CAF, 'administrateur'],
  params: idParams,
  responses: { 200: { description: 'Conséquences', schema: conventionEndOut } },
  handler: async (call) => ({ status: 200, body: await conventionEnd(call) }),
});
