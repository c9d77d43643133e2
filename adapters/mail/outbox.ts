import type { MailParams } from '../../domain/mail/registry.ts';
import type { Database, Transaction } from '../store/prisma.ts';
import type { SendOutcome } from './mailerOutcome.ts';

/** A row of the outbox that this dispatcher holds for a while. `attempts` is also its fence: who comes later has a higher one. */
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
  /** key that derived the secrets of the first attempt that came as far as DATA; null: none did */
  keyId: string | null;
  /** place in the trace of what brought it about; null: nobody traced then */
  trace: string | null;
  /** its second holder died after the message began to leave: it is not sent again */
  lost: boolean;
}

/** A row is held this long; its holder renews it. When the holder dies, the row is taken up again this much later. */
export const LEASE_MS = 20_000;
const FIRST_RETRY_MS = 2_000;
/** The server is away: all rows wait, none is to blame, and its return should be noticed. */
const LONGEST_SERVER_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 15 * 60_000;
/** A mail that could not be sent for three days is an incident for people. */
const GIVE_UP_MS = 72 * 3_600_000;

/** The row is no longer held: its lease ran out and another took it, or it was cancelled. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/**
 * Takes due rows. A row whose holder died after the message began to leave is in doubt: it goes once more, identical, and says so; one that
 * this befell twice is `lost`, and only taken to be concluded as such (R2). Rows of `except` are in the caller's hand: even when their lease ran
 * out they are not lost.
 */
export async function claimMails(
  database: Database | Transaction,
  limit: number,
  now: Date,
  leaseMs = LEASE_MS,
  except: readonly string[] = [],
): Promise<ClaimedMail[]> {
  const lease = new Date(now.getTime() + leaseMs);
  const others = JSON.stringify(except);
  return database.$queryRaw<ClaimedMail[]>`
    WITH due AS (
      SELECT id, data_started_at IS NOT NULL AND doubt AS lost FROM mail
        WHERE (state = 'A_ENVOYER' AND next_attempt_at <= ${now}
             AND (after_id IS NULL OR EXISTS (SELECT 1 FROM mail first WHERE first.id = mail.after_id AND first.state IN ('PRIS', 'DOUTE'))))
           OR (state = 'EN_COURS' AND lease_until < ${now} AND NOT ${others}::jsonb ? id)
        ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE mail m SET state = 'EN_COURS', lease_until = ${lease}, attempts = attempts + 1,
        doubt = doubt OR data_started_at IS NOT NULL, data_started_at = CASE WHEN lost THEN data_started_at END
      FROM due WHERE m.id = due.id
      RETURNING m.id, m.process_id AS "processId", m.template, m.recipient, m.recipient_name AS "recipientName", m.params,
        m.message_id AS "messageId", m.attempts, m.doubt, m.created_at AS "createdAt", m.params ->> 'keyId' AS "keyId", m.trace, due.lost`;
}

/** Holds rows longer: their attempts go on. */
export async function renewLeases(
  database: Database,
  mails: readonly ClaimedMail[],
  now: Date,
  leaseMs = LEASE_MS,
): Promise<void> {
  if (mails.length === 0) return;
  const held = JSON.stringify(mails.map(({ id, attempts }) => ({ id, attempts })));
  await database.$executeRaw`
    UPDATE mail m SET lease_until = ${new Date(now.getTime() + leaseMs)}
      FROM jsonb_to_recordset(${held}::jsonb) AS held(id text, attempts int)
      WHERE m.id = held.id AND m.attempts = held.attempts AND m.state = 'EN_COURS'`;
}

/**
 * The server has asked for the message: from here on an interruption is a doubt. Keeps the id of the key that derived its secrets, so
 * that a second copy bears the same ones. Throws `LeaseLost` when the row is another's: then no byte may leave.
 */
export async function markData(database: Database, mail: ClaimedMail, keyId: string, now: Date): Promise<void> {
  const marked = await database.$executeRaw`
    UPDATE mail SET data_started_at = ${now}, params = params || jsonb_build_object('keyId', ${keyId}::text)
      WHERE id = ${mail.id} AND attempts = ${mail.attempts} AND state = 'EN_COURS'`;
  if (marked === 0) throw new LeaseLost();
}

/** What else is written in the transaction that records an outcome. */
export interface OnConcluded {
  /** the mail will not go (R2, ACC-22) */
  failed(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void>;
  /** nobody knows whether it arrived, and it will not go again by itself (R2) */
  doubted(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void>;
  /** the relay has a mail that carries a temporary password, perhaps (a doubt); `final`: it will not go again (ACC-6) */
  secretTaken(tx: Transaction, secretId: string, mail: ClaimedMail, final: boolean, now: Date): Promise<void>;
}

/** Records what became of an attempt. Throws `LeaseLost` when the row is another's by now; the outcome is then that one's to find. */
export async function concludeMail(
  database: Database,
  mail: ClaimedMail,
  outcome: SendOutcome,
  now: Date,
  on: OnConcluded,
): Promise<void> {
  const { id, attempts } = mail;
  switch (outcome.kind) {
    case 'taken':
      return withSecret(
        database,
        mail,
        (tx) => tx.$executeRaw`UPDATE mail SET state = 'PRIS', taken_at = ${now}, lease_until = NULL, last_error = NULL
          WHERE id = ${id} AND attempts = ${attempts} AND state = 'EN_COURS'`,
        (tx, secretId) => on.secretTaken(tx, secretId, mail, true, now),
      );
    case 'doubt':
      return mail.doubt
        ? doubtFinally(database, mail, outcome.reason, now, on)
        : // the first doubt: once more, identical
          withSecret(
            database,
            mail,
            (tx) => tx.$executeRaw`UPDATE mail SET state = 'A_ENVOYER', doubt = true, data_started_at = NULL,
              lease_until = NULL, next_attempt_at = ${later(now, FIRST_RETRY_MS)}, last_error = ${outcome.reason}
            WHERE id = ${id} AND attempts = ${attempts} AND state = 'EN_COURS'`,
            (tx, secretId) => on.secretTaken(tx, secretId, mail, false, now),
          );
    case 'retry':
      if (now.getTime() - mail.createdAt.getTime() > GIVE_UP_MS) return fail(database, mail, outcome.reason, now, on);
      return held(
        database.$executeRaw`UPDATE mail SET state = 'A_ENVOYER', data_started_at = NULL, lease_until = NULL,
            last_error = ${outcome.reason}, next_attempt_at = ${later(now, pauseMs(attempts, outcome.about))}
          WHERE id = ${id} AND attempts = ${attempts} AND state = 'EN_COURS'`,
      );
    case 'void':
      return held(
        database.$executeRaw`UPDATE mail SET state = 'ANNULE', lease_until = NULL
          WHERE id = ${id} AND attempts = ${attempts} AND state = 'EN_COURS'`,
      );
    case 'refused':
      return fail(database, mail, outcome.reason, now, on);
  }
}

/** Pause before the next attempt: doubled each time, without chance, capped. */
export function pauseMs(attempts: number, about: 'server' | 'message'): number {
  const longest = about === 'server' ? LONGEST_SERVER_RETRY_MS : LONGEST_RETRY_MS;
  return Math.min(longest, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 12));
}

async function fail(database: Database, mail: ClaimedMail, reason: string, now: Date, on: OnConcluded): Promise<void> {
  await database.$transaction(async (tx) => {
    await held(
      tx.$executeRaw`UPDATE mail SET state = 'ENVOI_ECHOUE', lease_until = NULL, last_error = ${reason}
        WHERE id = ${mail.id} AND attempts = ${mail.attempts} AND state = 'EN_COURS'`,
    );
    await on.failed(tx, mail, now);
  });
}

/** The second doubt: people decide. */
async function doubtFinally(
  database: Database,
  mail: ClaimedMail,
  reason: string,
  now: Date,
  on: OnConcluded,
): Promise<void> {
  await database.$transaction(async (tx) => {
    await held(
      tx.$executeRaw`UPDATE mail SET state = 'DOUTE', data_started_at = NULL, lease_until = NULL, last_error = ${reason}
        WHERE id = ${mail.id} AND attempts = ${mail.attempts} AND state = 'EN_COURS'`,
    );
    if ('secretId' in mail.params) await on.secretTaken(tx, mail.params.secretId, mail, true, now);
    await on.doubted(tx, mail, now);
  });
}

/** A mail that carries a temporary password changes that one too, in one transaction; the others need a single statement. */
async function withSecret(
  database: Database,
  { params }: ClaimedMail,
  update: (tx: Transaction) => Promise<number>,
  taken: (tx: Transaction, secretId: string) => Promise<void>,
): Promise<void> {
  if (!('secretId' in params)) return held(update(database));
  await database.$transaction(async (tx) => {
    await held(update(tx));
    await taken(tx, params.secretId);
  });
}

async function held(update: Promise<number>): Promise<void> {
  if ((await update) === 0) throw new LeaseLost();
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
