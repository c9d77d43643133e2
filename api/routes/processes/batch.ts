import { z } from 'zod';
import { DomainError, invalid, missing } from '../../../domain/errors.ts';
import { CAF } from '../../access.ts';
import { actOnProcess, type ProcessAct } from '../../processActs.ts';
import { route } from '../../route.ts';
import { codeSchema, id, insist, reason } from '../../shapes/common.ts';

/** So many that a batch ends well before a client gives up. */
const MAX_IDS = 100;
/** Acts at once: the pool of connections is shared with everyone else. */
const AT_ONCE = 4;

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
    ids: z
      .array(id)
      .min(1)
      .max(MAX_IDS)
      .transform((ids) => [...new Set(ids)]),
    action: z.enum(['cancel', 'remind', 'retry']),
    insist: insist.optional(),
    reason: reason.optional().meta({ description: 'Obligatoire pour annuler' }),
  }),
  responses: { 200: { description: 'Un résultat par dossier', schema: z.object({ items: z.array(resultOut) }) } },
  errors: ['CHAMP_OBLIGATOIRE'],
  async handler(call) {
    const { ids, action } = call.body;
    const act = actOf(action, call.body);
    const waiting = [...ids];
    const results = new Map<string, z.input<typeof resultOut>>();
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        results.set(next, await resultOf(call, next, act));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { status: 200, body: { items: ids.flatMap((one) => results.get(one) ?? []) } };
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
