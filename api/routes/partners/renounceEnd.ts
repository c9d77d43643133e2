import { CAF } from '../../access.ts';
import { renounceEnd } from '../../conventionEnd.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';

export const renounceEndRoute = route({
  method: 'post',
  path: '/partners/{id}/convention-end/renounce',
  tag: 'Partenaires',
  summary: 'Renoncer à mettre fin à la convention',
  description: 'Avant le jour dit, par un administrateur ou par la Caf : la convention reste en vigueur.',
  roles: [...CAF, 'administrateur'],
  params: idParams,
  body: reasonBody,
  responses: { 204: { description: 'La convention reste en vigueur' } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler(call) {
    await renounceEnd(call);
    return { status: 204 };
  },
});
