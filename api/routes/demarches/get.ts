import { CAF, PARTNER_SIDE } from '../../access.ts';
import { demarcheView, readableDemarche } from '../../demarches.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { demarcheOut } from '../../shapes/demarche.ts';

export const getDemarche = route({
  method: 'get',
  path: '/tuteur/demarches/{id}',
  tag: 'Espace Tuteur',
  summary: 'Une démarche : ce qui a été déclaré et dit, où elle en est',
  description: 'Pour un tuteur qui atteint le protégé, tracé (TUT-13) ; pour la Caf qui en a la charge.',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'La démarche', schema: demarcheOut } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE'],
  async handler(call) {
    return { status: 200, body: await demarcheView(call, await readableDemarche(call, call.params.id)) };
  },
});
