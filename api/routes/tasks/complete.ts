import { z } from 'zod';
import { answered } from '../../../domain/formats/schemas.ts';
import { CAF } from '../../access.ts';
import { completeTask } from '../../completeTask.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentTask, taskOut } from '../../shapes/task.ts';

export const completeTaskRoute = route({
  method: 'post',
  path: '/tasks/{id}/complete',
  tag: 'Tâches',
  summary: 'Terminer une tâche par une de ses issues',
  description: 'Les champs de chaque issue sont dans `outcomeForms` de la tâche.',
  roles: CAF,
  params: idParams,
  body: z.object({ outcome: z.string().min(1).max(60).meta({ example: 'eligible' }) }).catchall(answered),
  responses: { 200: { description: 'La tâche terminée', schema: taskOut } },
  errors: [
    'TACHE_PRISE',
    'TACHE_TERMINEE',
    'ISSUE_INCONNUE',
    'DOSSIER_TERMINE',
    'DEMANDE_TERMINEE',
    'ETAT_INCOMPATIBLE',
    'DOCUMENTS_MANQUANTS',
    'SERVICE_DEJA_OUVERT',
    'CONVENTION_DEJA_ACTIVE',
  ],
  async handler(call) {
    const { outcome, ...fields } = call.body;
    return {
      status: 200,
      body: presentTask(await completeTask(call, { taskId: call.params.id, outcome, fields }), call.at),
    };
  },
});
