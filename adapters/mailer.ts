import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** One message, complete: composing it twice gives the same bytes (R2: « the identical message goes once more »). */
export interface Message {
  from: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** stable, angle brackets included */
  messageId: string;
  /** stable Date header */
  date: Date;
}

/**
 * What became of one attempt (R2): taken; to be retried (4xx, or failed before any byte of the message left); refused for good
 * (5xx); or a doubt: the message had begun to leave and no answer came.
 */
export type SendOutcome =
  | { kind: 'taken' }
  | { kind: 'retry'; reason: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'doubt'; reason: string };

export interface MailerOptions {
  smtpUrl: string;
  connectTimeoutMs?: number;
  /** silence of the server after which an attempt is given up */
  silenceTimeoutMs?: number;
}

export interface Mailer {
  /** `onData` runs, and is awaited, when the server has answered 354: after it and only after it may the message be in doubt. */
  send(message: Message, onData: () => Promise<void>): Promise<SendOutcome>;
}

/** The message as bytes, the same every time. */
export async function compose(message: Message): Promise<Buffer> {
  const composer = new MailComposer({
    from: message.from,
    to: message.to,
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: message.messageId,
    date: message.date,
    baseBoundary: message.messageId.replace(/\W/g, '').slice(0, 24),
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  return composer.compile().build();
}

/** An SMTP client that tells exactly how far an attempt came. One connection per message: a broken one can only spoil its own. */
export function createMailer(options: MailerOptions): Mailer {
  const url = new URL(options.smtpUrl);
  const secure = url.protocol === 'smtps:';
  const settings = {
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 25)),
    secure,
    connectionTimeout: options.connectTimeoutMs ?? 5_000,
    greetingTimeout: options.connectTimeoutMs ?? 5_000,
    socketTimeout: options.silenceTimeoutMs ?? 20_000,
  };
  const auth =
    url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };

  return {
    async send(message, onData) {
      const raw = await compose(message);
      const connection = new SMTPConnection(settings);
      let dataStarted = false;
      // read for the first time after the server's 354, by nodemailer's own order of things
      const stream = Readable.from(
        (async function* () {
          await onData();
          dataStarted = true;
          yield raw;
        })(),
        { objectMode: false },
      );
      try {
        await new Promise<void>((resolve, reject) => {
          connection.once('error', reject);
          connection.once('end', () => reject(new Error('connection closed')));
          connection.connect((failure?: Error) => {
            if (failure) return reject(failure);
            const deliver = () =>
              connection.send(
                { from: addressOf(message.from), to: [message.to.address] },
                stream,
                (error: Error | null) => (error ? reject(error) : resolve()),
              );
            if (auth === null) deliver();
            else connection.login({ credentials: auth }, (error: Error | null) => (error ? reject(error) : deliver()));
          });
        });
        return { kind: 'taken' };
      } catch (error) {
        return outcomeOf(error, dataStarted);
      } finally {
        connection.removeAllListeners('error');
        connection.on('error', () => {});
        connection.quit();
        setTimeout(() => connection.close(), 500).unref();
      }
    },
  };
}

function addressOf(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from;
}

/** No address and no server text in a reason: codes only (S2). */
function outcomeOf(error: unknown, dataStarted: boolean): SendOutcome {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const reason = responseCode === undefined ? (code ?? 'connexion interrompue') : `réponse ${responseCode}`;
  if (responseCode !== undefined && responseCode >= 500) return { kind: 'refused', reason };
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'retry', reason };
  return dataStarted ? { kind: 'doubt', reason } : { kind: 'retry', reason };
}
