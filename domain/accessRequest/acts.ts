import { z } from 'zod';
import { prose } from '../formats/schemas.ts';
import { remindSchema } from '../process/remindAgain.ts';
import { completeTaskSchema } from '../task/completion.ts';

/** Longest text a person may write in a question, an answer or a reason. */
const MAX_TEXT = 4_000;
const words = prose(MAX_TEXT);

/**
 * What may be asked of an access request, as stored in the `command` table. Who may do it, and when, is the table of
 * transitions.ts; the fields of a decision are checked where it is made.
 */
export const requestActSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('take') }),
  completeTaskSchema,
  z.object({ type: z.literal('supply'), answer: words }),
  z.object({ type: z.literal('withdraw'), reason: words.optional() }),
  z.object({ type: z.literal('cancel'), reason: words }),
  remindSchema,
]);

export type RequestAct = z.infer<typeof requestActSchema>;
