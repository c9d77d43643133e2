import { correctionById } from '../../../adapters/store/queries/corrections.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { correctionOut, presentCorrection } from '../../shapes/correction.ts';

export const getCorrection = route({
  method: 'get',
  path: '/tuteur/corrections/{id}',
  tag: 'Espace Tuteur',
  summary: "Correction du SIRET d'un tuteur",
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'La correction', schema: correctionOut } },
  async handler({ deps, person, params }) {
    return { status: 200, body: presentCorrection(mayRead(person, await correctionById(deps.db, params.id))) };
  },
});
