import { z } from 'zod';
import { completeTaskSchema } from '../task/completion.ts';

/** What may be asked of a campaign (§6.4): a held row is treated, or the whole is given up. */
export const campaignActSchema = z.discriminatedUnion('type', [
  completeTaskSchema,
  z.object({ type: z.literal('cancel'), reason: z.string() }),
]);
export type CampaignAct = z.output<typeof campaignActSchema>;
