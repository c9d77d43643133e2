import pg from 'pg';
import type { Logger } from 'pino';
import { type DrainDeps, drainOutbox } from '../activities/drainOutbox.ts';
import type { Config } from '../config.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { messageOf } from './mailMessage.ts';
import { reportRefusal } from './mailRefusal.ts';
import { claimMails, LEASE_MS, markData, renewLeases, settleMail } from './outbox.ts';
import type { Database } from './prisma.ts';
import { createSecrets } from './secrets.ts';

export interface DrainSettings extends Pick<DrainDeps, 'lifetimeMs' | 'atOnce' | 'pollMs'> {
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl' | 'encryptionKeys' | 'databaseUrl'>;
  database: Database;
  log: Logger;
  mailer?: Mailer;
  /** how long a row stays held after its holder died */
  leaseMs?: number;
}

const CONNECT_AGAIN_MS = 2_000;

/** The drain on the real outbox and the real mail server: what the dispatcher's worker registers as `drainOutbox`. */
export function createDrain({
  config,
  database,
  log,
  leaseMs = LEASE_MS,
  ...over
}: DrainSettings): () => Promise<void> {
  const secrets = createSecrets(config.encryptionKeys);
  const mailer = over.mailer ?? createMailer({ smtpUrl: config.smtpUrl });
  return () =>
    drainOutbox({
      ...over,
      claim: (limit, except, now) => claimMails(database, limit, now, leaseMs, except),
      renew: (mails, now) => renewLeases(database, mails, now, leaseMs),
      send: async (mail, stop) => {
        const keyId = mail.keyId ?? secrets.keyId;
        const message = messageOf({ ...mail, keyId }, config, secrets);
        return mailer.send(message, () => markData(database, mail, keyId, new Date()), stop);
      },
      settle: (mail, outcome, now) => settleMail(database, mail, outcome, now, reportRefusal),
      listen: (ring) => listen(config.databaseUrl, ring),
      now: () => new Date(),
      renewMs: leaseMs / 4,
      // an error of the database or of the composer may quote a row: its name says enough (S2)
      warn: (what, mail, error) => log.warn({ mail, error: error instanceof Error ? error.name : 'unknown' }, what),
    });
}

/** LISTEN on the outbox channel; while the connection is down the poll goes on alone. */
async function listen(url: string, ring: () => void): Promise<{ close(): Promise<void> }> {
  let closed = false;
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | undefined;
  const open = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true });
    client = next;
    next.on('notification', ring);
    next.on('error', () => {}); // followed by 'end'
    next.once('end', reopen);
    try {
      await next.connect();
      await next.query('LISTEN outbox');
      ring();
    } catch {
      await next.end().catch(() => undefined);
      reopen();
    }
  };
  const reopen = () => {
    if (closed) return;
    clearTimeout(again);
    again = setTimeout(() => void open(), CONNECT_AGAIN_MS).unref();
  };
  await open();
  return {
    async close() {
      closed = true;
      clearTimeout(again);
      await client?.end().catch(() => undefined);
    },
  };
}
