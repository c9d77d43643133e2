import type { MailParams } from '../domain/mail/types.ts';
import { newId } from './ids.ts';
import type { SendOutcome } from './mailer.ts';
import type { Database, Transaction } from './prisma.ts';

/** A row of the outbox that this dispatcher holds for a while. */
export interface ClaimedMail {
  id: string;
  processId: string | null;
  template: string;
  recipient: string;
  recipientName: string | null;
  params: MailParams;
  messageId: string;
  attempts: number;
  doubt: boolean;
  createdAt: Date;
}

/** Longer than any attempt may take; afterwards the row belongs to nobody and is taken up again. */
const LEASE_MS = 60_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 15 * 60_000;
/** A mail that could not be sent for three days is an incident for people. */
const GIVE_UP_MS = 72 * 3_600_000;

/**
 * Takes due rows. A row whose holder died after the message began to leave is in doubt: it goes once more, identical, and says so;
 * a second doubt is final (`DOUTE`, R2).
 */
export async function claimMails(database: Database, limit: number, now: Date): Promise<ClaimedMail[]> {
  const lease = new Date(now.getTime() + LEASE_MS);
  return database.$queryRaw<ClaimedMail[]>`
    WITH lost AS (
      UPDATE mail SET state = 'DOUTE', lease_until = NULL
        WHERE id IN (SELECT id FROM mail WHERE state = 'EN_COURS' AND lease_until < ${now} AND data_started_at IS NOT NULL AND doubt FOR UPDATE SKIP LOCKED)
    ), due AS (
      SELECT id FROM mail
        WHERE (state = 'A_ENVOYER' AND next_attempt_at <= ${now})
           OR (state = 'EN_COURS' AND lease_until < ${now} AND NOT (data_started_at IS NOT NULL AND doubt))
        ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE mail m SET state = 'EN_COURS', lease_until = ${lease}, attempts = attempts + 1,
        doubt = doubt OR data_started_at IS NOT NULL, data_started_at = NULL
      FROM due WHERE m.id = due.id
      RETURNING m.id, m.process_id AS "processId", m.template, m.recipient, m.recipient_name AS "recipientName", m.params,
        m.message_id AS "messageId", m.attempts, m.doubt, m.created_at AS "createdAt"`;
}

/** The server has asked for the message: from here on an interruption is a doubt. */
export async function markData(database: Database, id: string, now: Date): Promise<void> {
  await database.$executeRaw`UPDATE mail SET data_started_at = ${now} WHERE id = ${id}`;
}

/** Records what became of an attempt. */
export async function settleMail(
  database: Database,
  mail: ClaimedMail,
  outcome: SendOutcome,
  now: Date,
): Promise<void> {
  switch (outcome.kind) {
    case 'taken':
      await database.$executeRaw`UPDATE mail SET state = 'PRIS', taken_at = ${now}, lease_until = NULL, last_error = NULL WHERE id = ${mail.id}`;
      return;
    case 'doubt':
      // the first doubt: once more, identical; the second: people decide
      await database.$executeRaw`
        UPDATE mail SET state = ${mail.doubt ? 'DOUTE' : 'A_ENVOYER'}, doubt = true, data_started_at = NULL, lease_until = NULL,
          next_attempt_at = ${new Date(now.getTime() + FIRST_RETRY_MS)}, last_error = ${outcome.reason} WHERE id = ${mail.id}`;
      return;
    case 'retry':
      if (now.getTime() - mail.createdAt.getTime() > GIVE_UP_MS) return fail(database, mail, outcome.reason, now);
      await database.$executeRaw`
        UPDATE mail SET state = 'A_ENVOYER', data_started_at = NULL, lease_until = NULL, last_error = ${outcome.reason},
          next_attempt_at = ${new Date(now.getTime() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(mail.attempts - 1, 12)))} WHERE id = ${mail.id}`;
      return;
    case 'refused':
      return fail(database, mail, outcome.reason, now);
  }
}

/** A mail that will not go: the incident is told to its process by a command, which the sweep delivers (R2, ACC-22). */
async function fail(database: Database, mail: ClaimedMail, reason: string, now: Date): Promise<void> {
  await database.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE mail SET state = 'ENVOI_ECHOUE', lease_until = NULL, last_error = ${reason} WHERE id = ${mail.id}`;
    await reportRefusal(tx, mail, now);
  });
}

async function reportRefusal(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  if (mail.processId === null) return;
  const process = await tx.process.findUnique({
    where: { id: mail.processId },
    select: { linkEmail: true, type: true },
  });
  if (process === null || process.type === 'esatCampaign') return;
  await tx.command.createMany({
    data: [
      {
        id: newId(),
        actorId: 'process',
        key: `mail-refused:${mail.id}`,
        bodyHash: '',
        processId: mail.processId,
        act: {
          type: 'mailRefused',
          mailId: mail.id,
          toPartner: process.linkEmail?.toLowerCase() === mail.recipient.toLowerCase(),
        },
        actor: { id: 'process', role: 'process', label: 'Passerelle', ip: null },
        notAfter: new Date(now.getTime() + 365 * 86_400_000),
        // born old: the sweep need not wait for anyone
        createdAt: new Date(now.getTime() - 60_000),
      },
    ],
    skipDuplicates: true,
  });
}
