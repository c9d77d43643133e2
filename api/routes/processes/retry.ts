import { CAF } from '../../access.ts';
import { actOnProcess } from '../../processActs.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentProcess, processOut } from '../../shapes/process.ts';

export const retryProcessRoute = route({
  method: 'post',
  path: '/processes/{id}/retry',
  tag: 'Dossiers',
  summary: 'Reprendre après un incident : courriels qui ne sont pas partis renvoyés, processus réveillé',
  description: 'Rien ne repart vers une adresse refusée : elle se corrige.',
  roles: [...CAF, 'operator'],
  params: idParams,
  responses: { 200: { description: 'Le dossier après l’action', schema: processOut } },
  errors: [],
  async handler(call) {
    return { status: 200, body: presentProcess(await actOnProcess(call, call.params.id, { type: 'retry' }), call.at) };
  },
});
