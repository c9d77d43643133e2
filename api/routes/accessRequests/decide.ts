import { z } from 'zod';
import { requestById, taskOfKind } from '../../../adapters/store/queries/accessRequests.ts';
import { DomainError } from '../../../domain/errors.ts';
import { answered } from '../../../domain/formats/schemas.ts';
import { CAF, mayAct } from '../../access.ts';
import { completeTask } from '../../completeTask.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentRequest, requestOut } from '../../shapes/request.ts';

export const decideAccessRequest = route({
  method: 'post',
  path: '/access-requests/{id}/decision',
  tag: "Demandes d'accès",
  summary: 'Décider : accepter, refuser, demander un complément ou réorienter',
  description:
    'Profil par profil (REQ-17), et service par service : `services` accordés, `reasons` par profil ou service refusé. Ce que les règles refusent (CONV-1) ne s’accorde pas. Une demande acceptée ouvre un conventionnement, et un dossier de plus par service qui a sa propre procédure (REQ-21).',
  roles: CAF,
  params: idParams,
  body: z.object({ outcome: z.enum(['accept', 'refuse', 'ask', 'redirect']) }).catchall(answered),
  responses: { 200: { description: 'La demande après la décision', schema: requestOut } },
  errors: ['ETAT_INCOMPATIBLE', 'DEMANDE_TERMINEE', 'TACHE_PRISE'],
  async handler(call) {
    const { deps, person, params, body } = call;
    const request = mayAct(person, await requestById(deps.db, params.id));
    const task = await taskOfKind(deps.db, request.processId, 'EXAMINER_DEMANDE');
    if (task === null)
      throw new DomainError(
        'ETAT_INCOMPATIBLE',
        `Cette demande est à l'état ${request.state} : il n'y a rien à décider.`,
      );
    const { outcome, ...fields } = body;
    await completeTask(call, { taskId: task.id, outcome, fields });
    return { status: 200, body: presentRequest(mayAct(person, await requestById(deps.db, params.id))) };
  },
});
