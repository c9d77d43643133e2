import { z } from 'zod';
import type { MailTrouble, ProcessStep } from '../process/acts.ts';
import { SEARCH_KEYS } from '../service/national.ts';

/** What the Cnaf may ask of a reopening (domain.md §5); a newer file comes another way, as it is too large for a command. */
export const reopeningActSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('readImpact') }),
  z.object({ type: z.literal('searchBy'), key: z.enum(SEARCH_KEYS) }),
  z.object({ type: z.literal('openNow') }),
  z.object({ type: z.literal('suspend'), reason: z.string() }),
  z.object({ type: z.literal('resume'), opensOn: z.string() }),
  z.object({ type: z.literal('finish') }),
  z.object({ type: z.literal('cancel'), reason: z.string() }),
]);
export type ReopeningAct = z.output<typeof reopeningActSchema>;
export type ReopeningActOf<T extends ReopeningAct['type']> = Extract<ReopeningAct, { type: T }>;

/** … and what else its process is given to carry out. */
export type ReopeningToDo = ReopeningAct | MailTrouble | ProcessStep;
