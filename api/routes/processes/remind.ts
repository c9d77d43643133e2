import { z } from 'zod';
import { CAF } from '../../access.ts';
import { actOnProcess } from '../../processActs.ts';
import { route } from '../../route.ts';
import { idParams, insist } from '../../shapes/common.ts';
import { presentProcess, processOut } from '../../shapes/process.ts';

export const remindProcess = route({
  method: 'post',
  path: '/processes/{id}/remind',
  tag: 'Dossiers',
  summary: 'Relancer le partenaire maintenant',
  roles: [...CAF, 'operator'],
  description:
    'Pas dans les 24 h (POLICY_REMIND_AGAIN) qui suivent la relance précédente : 409 `DEJA_RELANCE`, qui dit quand elle est partie ; `insist` relance quand même.',
  params: idParams,
  body: z.strictObject({ insist: insist.optional() }),
  responses: { 200: { description: 'Le dossier après l’action', schema: processOut } },
  errors: ['DOSSIER_TERMINE', 'DEMANDE_TERMINEE', 'ETAT_INCOMPATIBLE', 'RIEN_A_RELANCER', 'DEJA_RELANCE'],
  async handler(call) {
    return {
      status: 200,
      body: presentProcess(await actOnProcess(call, call.params.id, { type: 'remind', ...call.body }), call.at),
    };
  },
});
