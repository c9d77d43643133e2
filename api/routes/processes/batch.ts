import { z } from 'zod';
import { invalid, missing } from '../../../domain/errors.ts';
import { STILL_IN_INCIDENT } from '../../../domain/process/retry.ts';
import { CAF } from '../../access.ts';
import { assignDossier } from '../../assignDossier.ts';
import { batchIds, batchReply, batchStatus, failedLine, ofEach, PENDING } from '../../batch.ts';
import { actOnProcess, type ProcessAct } from '../../processActs.ts';
import { route } from '../../route.ts';
import { codeSchema, id, insist, reason } from '../../shapes/common.ts';

const resultOut = z.object({
  processId: z.string(),
  status: batchStatus,
  state: z.string().nullable(),
  code: codeSchema.nullable(),
  message: z.string().nullable(),
});

export const batchProcesses = route({
  method: 'post',
  path: '/processes/batch',
  tag: 'Dossiers',
  summary: 'Agir sur plusieurs dossiers ; chacun reçoit sa réponse',
  roles: [...CAF, 'operator'],
  body: z.strictObject({
    ids: batchIds,
    action: z.enum(['cancel', 'remind', 'retry', 'assign']),
    assigneeId: id
      .optional()
      .meta({ description: 'Obligatoire pour confier : un agent de la Caf qui gère ces dossiers' }),
    insist: insist.optional(),
    reason: reason.optional().meta({ description: 'Obligatoire pour annuler' }),
  }),
  responses: { 200: { description: 'Un résultat par dossier', schema: z.object({ items: z.array(resultOut) }) } },
  errors: ['CHAMP_OBLIGATOIRE'],
  async handler(call) {
    const { ids } = call.body;
    const doing = doingOf(call);
    return batchReply(
      await ofEach(
        ids,
        (one) => resultOf(one, doing, call.body.action === 'retry'),
        (processId) => ({ processId, state: null, ...PENDING }),
      ),
    );
  },
});

type Asking = Parameters<typeof actOnProcess>[0];
type Doing = (processId: string) => Promise<{ state: string; incident?: string | null }>;

/** What is done to each dossier. Throws CHAMP_OBLIGATOIRE for what it needs and was not given. */
function doingOf(call: Asking & { body: Body }): Doing {
  const { action, assigneeId } = call.body;
  if (action !== 'assign') {
    const act = actOf(action, call.body);
    return (processId) => actOnProcess(call, processId, act, `:${processId}`);
  }
  if (assigneeId === undefined) throw invalid([missing('assigneeId', 'Choisissez à qui ces dossiers sont confiés.')]);
  return (processId) => assignDossier(call, processId, assigneeId);
}

interface Body {
  action: ProcessAct['type'] | 'assign';
  assigneeId?: string | undefined;
  reason?: string | undefined;
  insist?: boolean | undefined;
}

function actOf(
  action: ProcessAct['type'],
  { reason: given, insist: insisted }: { reason?: string | undefined; insist?: boolean | undefined },
): ProcessAct {
  if (action === 'remind') return insisted === true ? { type: action, insist: true } : { type: action };
  if (action === 'retry') return { type: action };
  if (given === undefined) throw invalid([missing('reason', 'Indiquez un motif.')]);
  return { type: 'cancel', reason: given };
}

async function resultOf(processId: string, doing: Doing, retrying: boolean): Promise<z.input<typeof resultOut>> {
  try {
    const { state, incident = null } = await doing(processId);
    return {
      processId,
      status: 'done',
      state,
      code: null,
      message: retrying && incident !== null ? STILL_IN_INCIDENT : null,
    };
  } catch (error) {
    return { processId, state: null, ...failedLine(error) };
  }
}
