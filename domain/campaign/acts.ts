import { z } from 'zod';
import type { MailTrouble, ProcessStep } from '../process/acts.ts';
import { completeTaskSchema } from '../task/completion.ts';

/** What may be asked of a campaign (§6.4): a held row is treated, or the whole is given up. */
export const campaignActSchema = z.discriminatedUnion('type', [
  completeTaskSchema,
  z.object({ type: z.literal('cancel'), reason: z.string() }),
]);
export type CampaignAct = z.output<typeof campaignActSchema>;
export type CampaignActOf<T extends CampaignAct['type']> = Extract<CampaignAct, { type: T }>;

/** … and what else its process is given to carry out; what became of its mails is told elsewhere (mailTrouble.ts). */
export type CampaignToDo = CampaignAct | MailTrouble | ProcessStep;
