import { CAF } from '../../access.ts';
import { actOnProcess } from '../../processActs.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { presentProcess, processOut } from '../../shapes/process.ts';

export const cancelProcess = route({
  method: 'post',
  path: '/processes/{id}/cancel',
  tag: 'Dossiers',
  summary: 'Annuler un dossier, avec un motif',
  roles: [...CAF, 'operator'],
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'Le dossier après l’action', schema: processOut } },
  errors: ['DOSSIER_TERMINE', 'DEMANDE_TERMINEE', 'ETAT_INCOMPATIBLE'],
  async handler(call) {
    return {
      status: 200,
      body: presentProcess(
        await actOnProcess(call, call.params.id, { type: 'cancel', reason: call.body.reason }),
        call.at,
      ),
    };
  },
});
