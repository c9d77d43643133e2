import type { Actor } from '../../../domain/decision/actor.ts';
import { isAddressRefused } from '../../../domain/mail/troubleWords.ts';
import { retried } from '../../../domain/process/retry.ts';
import { resendMail } from '../../../domain/process/settleMail.ts';
import { appendAudit } from '../journal.ts';
import type { Database } from '../prisma.ts';
import { lockIncident, setIncident } from '../processRow.ts';
import { IN_TROUBLE, mailsInTrouble } from '../queries/mailTrouble.ts';

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
    const { linkEmail, closedAt, incident } = await lockIncident(tx, process.id);
    const troubled = await mailsInTrouble(tx, process.id);
    const again = troubled.filter((mail) => !isAddressRefused(mail));
    const mails = await tx.mail.updateManyAndReturn({
      where: { id: { in: again.map(({ id }) => id) }, ...IN_TROUBLE },
      data: toSendAgain(at),
      select: { id: true },
    });
    const resent = again.filter(({ id }) => mails.some((mail) => mail.id === id));
    // what still waits for the refused address stays an incident until that is corrected; of what has ended people are told by other means
    const waits = closedAt === null && troubled.some((mail) => isAddressRefused(mail) && mail.recipient === linkEmail);
    if (!waits) await setIncident(tx, process.id, null);
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

/** What makes a row of the outbox as new: it is sent again, the identical message. */
export const toSendAgain = (at: Date) => ({
  state: 'A_ENVOYER',
  nextAttemptAt: at,
  attempts: 0,
  leaseUntil: null,
  dataStartedAt: null,
  doubt: false,
  settledAt: null,
  lastError: null,
});

/** One mail of a process sent again; doing it twice is refused, for it is in no trouble any more. Throws what `resendMail` throws. */
export async function resendOne(
  db: Database,
  mailId: string,
  process: { id: string; caf: string },
  actor: Actor,
  at: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { incident } = await lockIncident(tx, process.id);
    const mail = await tx.mail.findUniqueOrThrow({ where: { id: mailId } });
    const others = (await mailsInTrouble(tx, process.id)).filter(({ id }) => id !== mailId).length;
    const decided = resendMail(mail, { incident, others });
    await tx.mail.update({ where: { id: mailId }, data: toSendAgain(at) });
    await setIncident(tx, process.id, decided.incident);
    await tx.$executeRaw`SELECT pg_notify('outbox', '')`;
    await appendAudit(tx, [decided.audit], { at, actor, processId: process.id, caf: process.caf });
  });
}
