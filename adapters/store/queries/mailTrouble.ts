import type { TroubledMail } from '../../../domain/mail/troubleWords.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database, Transaction } from '../prisma.ts';

/** Refused or in doubt, and nobody has seen to it yet: what an operator and the Caf still have to settle (R2). */
export const IN_TROUBLE = { state: { in: ['ENVOI_ECHOUE', 'DOUTE'] }, settledAt: null };
export const IS_IN_TROUBLE = Prisma.sql`state IN ('ENVOI_ECHOUE', 'DOUTE') AND settled_at IS NULL`;

/** Mails of a process that were refused or are in doubt, the newest first. */
export async function mailsInTrouble(
  db: Database | Transaction,
  processId: string,
): Promise<(TroubledMail & { id: string })[]> {
  return db.mail.findMany({
    where: { processId, ...IN_TROUBLE },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, template: true, recipient: true, state: true, lastError: true },
  });
}
