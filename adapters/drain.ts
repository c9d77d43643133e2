import { cancelled, heartbeat } from '@temporalio/activity';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { toPlainText, writeMail } from '../domain/mail/templates.ts';
import type { LinkRef, MailParams } from '../domain/mail/types.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { toHtml } from './mailHtml.tsx';
import { type ClaimedMail, claimMails, markData, settleMail } from './outbox.ts';
import type { Database } from './prisma.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import type { ProcessGateway } from './temporal.ts';

interface DrainDeps {
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl' | 'encryptionKeys' | 'databaseUrl'>;
  database: Database;
  gateway: ProcessGateway;
  lifetimeMs: number;
  log: Logger;
  mailer?: Mailer;
}

const AT_ONCE = 6;
const POLL_MS = 1_000;
const BEAT_MS = 2_000;

/**
 * The dispatcher's loop: claims due rows, writes and sends them, records exactly what became of each (R2). Woken at once by
 * NOTIFY, by a poll otherwise. Ends by itself after `lifetimeMs`, or when asked, with the mails in hand finished.
 */
export function createDrain(deps: DrainDeps): () => Promise<void> {
  const secrets = createSecrets(deps.config.encryptionKeys);
  const mailer = deps.mailer ?? createMailer({ smtpUrl: deps.config.smtpUrl });
  return async () => {
    const end = Date.now() + deps.lifetimeMs;
    const bell = await listen(deps.config.databaseUrl);
    let over = false;
    cancelled().catch(() => {
      over = true;
      bell.ring();
    });
    const beat = setInterval(() => heartbeat(), BEAT_MS);
    try {
      const lane = async () => {
        while (!over && Date.now() < end) {
          const [mail] = await claimMails(deps.database, 1, new Date()).catch(() => []);
          if (mail === undefined) await bell.wait(POLL_MS);
          else
            await sendOne(deps, mailer, secrets, mail).catch((error: unknown) =>
              deps.log.warn({ mail: mail.id, error: String((error as Error)?.name) }, 'mail not settled'),
            );
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    } finally {
      clearInterval(beat);
      await bell.close();
    }
  };
}

/** Sends one claimed mail and records its outcome. */
export async function sendOne(
  deps: Pick<DrainDeps, 'config' | 'database'>,
  mailer: Mailer,
  secrets: Secrets,
  mail: ClaimedMail,
): Promise<void> {
  const text = writeMail(
    mail.params,
    resolveLink(mail.params.link, mail.recipient, deps.config.publicUrl, secrets),
    codeOf(mail.params, secrets),
  );
  const outcome = await mailer.send(
    {
      from: deps.config.mailFrom,
      to: { name: mail.recipientName ?? '', address: mail.recipient },
      subject: text.subject,
      text: toPlainText(text),
      html: toHtml(text),
      messageId: mail.messageId,
      date: mail.createdAt,
    },
    () => markData(deps.database, mail.id, new Date()),
  );
  await settleMail(deps.database, mail, outcome, new Date());
}

/** Address of a mail's action. Tokens are derived here, at the last moment, and stored nowhere (§4.3). */
function resolveLink(link: LinkRef, recipient: string, publicUrl: string, secrets: Secrets): string {
  switch (link.kind) {
    case 'dossier':
    case 'request':
      return `${publicUrl}/lien/${secrets.linkToken({ kind: link.kind, linkRef: link.linkRef, version: link.version, recipient })}`;
    case 'process':
      return `${publicUrl}/dossiers/${encodeURIComponent(link.processId)}`;
    case 'campaign':
      return `${publicUrl}/campagnes/${encodeURIComponent(link.processId.replace(/^esat-campaign-/, ''))}`;
    case 'page':
      return `${publicUrl}${link.path}`;
  }
}

function codeOf(params: MailParams, secrets: Secrets): string | null {
  return params.template === 'MAIL-50' ? secrets.signatureCode(params.code) : null;
}

interface Bell {
  ring(): void;
  wait(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** LISTEN on the outbox channel; when the connection breaks the poll goes on alone. */
async function listen(url: string): Promise<Bell> {
  let sleepers: (() => void)[] = [];
  const ring = () => {
    for (const wake of sleepers) wake();
    sleepers = [];
  };
  const client = new pg.Client({ connectionString: url });
  client.on('notification', ring);
  client.on('error', () => {});
  await client
    .connect()
    .then(() => client.query('LISTEN outbox'))
    .catch(() => undefined);
  return {
    ring,
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        sleepers.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    close: () => client.end().catch(() => undefined),
  };
}
