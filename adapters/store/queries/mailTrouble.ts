import type { TroubledMail } from '../../../domain/mail/troubleWords.ts';
import type { Database, Transaction } from '../prisma.ts';

/** Mails of a process that were refused or are in doubt, the newest first. */
export async function mailsInTrouble(
  db: Database | Transaction,
  processId: string,
): Promise<(TroubledMail & { id: string })[]> {
  return db.mail.findMany({
    where: { processId, state: { in: ['ENVOI_ECHOUE', 'DOUTE'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, template: true, recipient: true, state: true, lastError: true },
  });
}
