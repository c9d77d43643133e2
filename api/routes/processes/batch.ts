import { z } from 'zod';
import { DomainError, invalid, missing } from '../../../domain/errors.ts';
import { CAF } from '../../access.ts';
import { batchIds, ofEach } from '../../batch.ts';
import { actOnProcess, type ProcessAct } from '../../processActs.ts';
import { route } from '../../route.ts';
import { codeSchema, insist, reason } from '../../shapes/common.ts';

const resultOut = z.object({
  processId: z.string(),
  status: z.enum(['done', 'refused']),
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
    action: z.enum(['cancel', 'remind', 'retry']),
    insist: insist.optional(),
    reason: reason.optional().meta({ description: 'Obligatoire pour annuler' }),
  }),
  responses: { 200: { description: 'Un résultat par dossier', schema: z.object({ items: z.array(resultOut) }) } },
  errors: ['CHAMP_OBLIGATOIRE'],
  async handler(call) {
    const { ids, action } = call.body;
    const act = actOf(action, call.body);
    return { status: 200, body: { items: await ofEach(ids, (one) => resultOf(call, one, act)) } };
  },
});

function actOf(
  action: ProcessAct['type'],
  { reason: given, insist: insisted }: { reason?: string | undefined; insist?: boolean | undefined },
): ProcessAct {
  if (action === 'remind') return insisted === true ? { type: action, insist: true } : { type: action };
  if (action === 'retry') return { type: action };
  if (given === undefined) throw invalid([missing('reason', 'Indiquez un motif.')]);
  return { type: 'cancel', reason: given };
}

async function resultOf(
  call: Parameters<typeof actOnProcess>[0],
  processId: string,
  act: ProcessAct,
): Promise<z.input<typeof resultOut>> {
  try {
    const process = await actOnProcess(call, processId, act, `:${processId}`);
    return { processId, status: 'done', state: process.state, code: null, message: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { processId, status: 'refused', state: null, code: error.code, message: error.message };
  }
}
