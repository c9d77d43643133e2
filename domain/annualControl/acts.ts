import { z } from 'zod';
import { TITRES } from '../account/types.ts';
import { numeroInstructeurSchema, prose } from '../formats/schemas.ts';
import { cleanProse } from '../formats/text.ts';
import { remindSchema } from '../process/remindAgain.ts';
import { completeTaskSchema } from '../task/completion.ts';

export const controlActs = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('giveProof'),
    itemId: z.string(),
    attachmentId: z.string().nullable(),
    numeroInstructeur: numeroInstructeurSchema.nullable(),
    titre: z.enum(TITRES).nullable(),
  }),
  remindSchema,
  z.object({ type: z.literal('cancel'), reason: prose(2_000) }),
  completeTaskSchema,
]);
export type ControlAct = z.output<typeof controlActs>;
export type ControlActOf<T extends ControlAct['type']> = Extract<ControlAct, { type: T }>;

/** Which items are gaps, and why; a blank reason names none. */
export const gapsField = z.record(z.string(), z.string().overwrite(cleanProse).max(2_000)).default({});
