import { CAF } from '../../access.ts';
import { actOnProcess } from '../../processActs.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentProcess, processOut } from '../../shapes/process.ts';

export const remindProcess = route({
  method: 'post',
  path: '/processes/{id}/remind',
  tag: 'Dossiers',
  summary: 'Relancer le partenaire maintenant',
  roles: [...CAF, 'operator'],
  params: idParams,
  responses: { 200: { description: 'Le dossier après l’action', schema: processOut } },
  errors: ['DOSSIER_TERMINE', 'DEMANDE_TERMINEE', 'ETAT_INCOMPATIBLE', 'RIEN_A_RELANCER'],
  async handler(call) {
    return { status: 200, body: presentProcess(await actOnProcess(call, call.params.id, { type: 'remind' }), call.at) };
  },
});
