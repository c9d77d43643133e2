import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as the development mailbox shows it (api.md). */
export interface DevMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  date: string;
  messageId: string;
}

export interface DevMailbox {
  smtpUrl: string;
  /** newest first */
  items(): readonly DevMail[];
  close(): Promise<void>;
}

const KEPT = 20_000;

/** A real SMTP server on 127.0.0.1 that keeps what it gets, in memory and in a file that survives a restart. Never in production. */
export async function startDevMailbox(options: { port: number; file?: string }): Promise<DevMailbox> {
  const items: DevMail[] = restore(options.file);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks))
          .then((mail) => {
            const [recipient] = session.envelope.rcptTo;
            const item = {
              to: recipient?.address ?? '',
              subject: mail.subject ?? '',
              text: mail.text ?? '',
              html: mail.html ?? '',
              date: new Date(mail.date ?? Date.now()).toISOString(),
              messageId: mail.messageId ?? '',
            };
            items.unshift(item);
            if (items.length > KEPT) items.pop();
            if (options.file !== undefined) appendFileSync(options.file, `${JSON.stringify(item)}\n`, { mode: 0o600 });
            done();
          })
          .catch(done);
      });
    },
  });
  server.on('error', () => {}); // a client that goes away is its own affair
  const port = await new Promise<number>((resolve, reject) => {
    const listener = server.listen(options.port, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : options.port);
    });
    listener.once('error', reject);
  });
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    items: () => items,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function restore(file: string | undefined): DevMail[] {
  if (file === undefined || !existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines
    .slice(-KEPT)
    .map((line) => JSON.parse(line) as DevMail)
    .reverse();
}
