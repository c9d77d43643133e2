import type { Actor } from '../../../domain/decision/actor.ts';
import { isAddressRefused } from '../../../domain/mail/troubleWords.ts';
import { retried } from '../../../domain/process/retry.ts';
import { appendAudit } from '../journal.ts';
import type { Database } from '../prisma.ts';
import { mailsInTrouble } from '../queries/mailTrouble.ts';

/**
 * An operator's retry: mails that were refused or left in doubt go back to the outbox, the incident is lifted; nothing the rules
 * guard is touched (ACT-14). Never to an address that was refused. Doing it twice is harmless.
 */
export async function retryProcess(
  db: Database,
  process: { id: string; caf: string },
  actor: Actor,
  at: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const troubled = await mailsInTrouble(tx, process.id);
    const again = troubled.filter((mail) => !isAddressRefused(mail));
    const mails = await tx.mail.updateManyAndReturn({
      where: { id: { in: again.map(({ id }) => id) }, state: { in: ['ENVOI_ECHOUE', 'DOUTE'] } },
      data: {
        state: 'A_ENVOYER',
        nextAttemptAt: at,
        attempts: 0,
        leaseUntil: null,
        dataStartedAt: null,
        doubt: false,
        lastError: null,
      },
      select: { id: true },
    });
    const resent = again.filter(({ id }) => mails.some((mail) => mail.id === id));
    // what still waits for the refused address stays an incident until that is corrected; of what has ended people are told by other means
    const { linkEmail, closedAt, incident } = await tx.process.findUniqueOrThrow({ where: { id: process.id } });
    const waits = closedAt === null && troubled.some((mail) => isAddressRefused(mail) && mail.recipient === linkEmail);
    if (!waits)
      await tx.process.updateMany({ where: { id: process.id, incident: { not: null } }, data: { incident: null } });
    if (mails.length > 0) await tx.$executeRaw`SELECT pg_notify('outbox', '')`;
    await appendAudit(
      tx,
      [retried(process.id, { mails: resent, incident: { before: incident, after: waits ? incident : null } })],
      {
        at,
        actor,
        processId: process.id,
        caf: process.caf,
      },
    );
  });
}
