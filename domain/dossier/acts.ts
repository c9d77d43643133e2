import { z } from 'zod';
import { prose } from '../formats/schemas.ts';
import { remindSchema } from '../process/remindAgain.ts';
import { completeTaskSchema } from '../task/completion.ts';

/**
 * What may be asked of every dossier, as stored in the `command` table. The API parses a person's input into one of these;
 * `decide` carries it out. Field checks that need the dossier (SIRET of the convention, states) are made there.
 */
/** A reason of 2,000 characters, and the words that a campaign puts around its own. */
const MAX_REASON = 2_100;
const ids = z.array(z.string()).min(1);
const reason = prose(MAX_REASON);

export const dossierActSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('complete'),
    documentId: z.string(),
    /** what is unlikely was asked about, and is meant (CONV-11) */
    confirmed: z.boolean().optional(),
    content: z.object({
      raisonSociale: z.string(),
      siret: z.string(),
      conventionNumber: z.string().optional(),
      roles: z.array(z.string()),
      departments: z.array(z.string()),
      administrateur: z.object({ firstName: z.string(), lastName: z.string(), email: z.string() }).optional(),
      signatory: z.object({ name: z.string(), function: z.string() }),
    }),
  }),
  z.object({
    type: z.literal('sign'),
    /** what was shown: id, version and hash of each document */
    documents: z.array(z.object({ id: z.string(), version: z.number().int(), hash: z.string() })).min(1),
    name: z.string(),
    function: z.string(),
    /** id of the mailed code that was given for it, which it uses */
    code: z.string().optional(),
  }),
  z.object({ type: z.literal('decline'), documentIds: ids, reason }),
  z.object({ type: z.literal('return'), documentIds: ids, reason }),
  z.object({ type: z.literal('withdrawDocuments'), documentIds: ids, reason }),
  z.object({ type: z.literal('countersign'), documentIds: ids }),
  z.object({ type: z.literal('send'), documentIds: ids }),
  z.object({
    type: z.literal('edit'),
    documentId: z.string(),
    version: z.number().int().optional(),
    confirmed: z.boolean().optional(),
    content: z.object({
      missions: z.array(z.string()).optional(),
      departments: z.array(z.string()).optional(),
      delegationMode: z.enum(['DELEGUE', 'CENTRALISE']).optional(),
      roles: z.array(z.string()).optional(),
    }),
  }),
  z.object({ type: z.literal('close'), documentId: z.string(), reason }),
  completeTaskSchema,
  z.object({ type: z.literal('cancel'), reason }),
  /** its campaign was cancelled (§6.4): what bears a partner's signature when this is carried out goes on */
  z.object({ type: z.literal('cancelUnsigned'), reason }),
  z.object({ type: z.literal('withdraw'), reason }),
  remindSchema,
]);

export type DossierAct = z.infer<typeof dossierActSchema>;
