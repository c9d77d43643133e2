import { z } from 'zod';
import { taskById } from '../../../adapters/store/queries/tasks.ts';
import { DomainError } from '../../../domain/errors.ts';
import { batchOutcome } from '../../../domain/task/batch.ts';
import { CAF, mayAct } from '../../access.ts';
import { batchIds, batchReply, batchStatus, failedLine, ofEach, PENDING } from '../../batch.ts';
import { completeTask } from '../../completeTask.ts';
import { type Call, type Person, route } from '../../route.ts';
import { codeSchema } from '../../shapes/common.ts';

const lineOut = z.object({
  taskId: z.string(),
  status: batchStatus,
  label: z.string().nullable().meta({ description: 'Le dossier' }),
  code: codeSchema.nullable(),
  message: z.string().nullable(),
});
export const taskBatchOut = z.object({ items: z.array(lineOut) });

export const batchTasks = route({
  method: 'post',
  path: '/tasks/batch',
  tag: 'Tâches',
  summary: 'Terminer plusieurs tâches de même nature ; chacune reçoit sa réponse',
  description: 'Pour les issues qui ne demandent rien d’autre que la décision : contresigner, confirmer une mission.',
  roles: CAF,
  body: z.strictObject({
    ids: batchIds,
    outcome: z.string().min(1).max(60).meta({ example: 'countersign' }),
  }),
  responses: { 200: { description: 'Un résultat par tâche', schema: taskBatchOut } },
  async handler(call) {
    const { ids, outcome } = call.body;
    return batchReply(
      await ofEach(
        ids,
        (one) => lineOf(call, one, outcome),
        (taskId) => ({ taskId, label: null, ...PENDING }),
      ),
    );
  },
});

type Asking = Call<unknown, unknown, unknown, Person>;

async function lineOf(call: Asking, taskId: string, outcome: string): Promise<z.input<typeof lineOut>> {
  let label: string | null = null;
  try {
    const task = mayAct(call.person, await taskById(call.deps.db, taskId));
    label = task.process.label;
    if (batchOutcome(task.kind) !== outcome)
      throw new DomainError('ISSUE_INCONNUE', 'Cette tâche se décide seule, sur sa page.');
    const key = call.key === null ? null : `${call.key}:${taskId}`;
    await completeTask({ ...call, key }, { taskId, outcome, fields: {} });
    return { taskId, status: 'done', label, code: null, message: null };
  } catch (error) {
    return { taskId, label, ...failedLine(error) };
  }
}
