import { z } from 'zod';

/** What may be asked of an import of users: that it stops. */
export const userImportActSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('cancel'), reason: z.string() }),
]);
export type UserImportAct = z.output<typeof userImportActSchema>;
