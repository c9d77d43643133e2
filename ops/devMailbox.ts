import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import PostalMime, { type Attachment } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as the development mailbox shows it (api.md); the last two are for tests. */
export interface DevMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** ISO instant of the Date header */
  date: string;
  messageId: string;
  /** header lines by lower-case name; of several the last */
  headers: Record<string, string>;
  /** files that it brings, as base64; of an old mail only their names are kept */
  attachments?: { filename: string; contentType: string; base64: string | null }[];
}

export interface DevMailbox {
  smtpUrl: string;
  /** newest first, 20,000 at most */
  items(): readonly DevMail[];
  close(): Promise<void>;
}

const KEPT = 20_000;
/** Of so many mails with attachments the contents are kept: a campaign would fill the memory with contracts. */
const KEPT_WITH_FILES = 300;
const LARGEST_BYTES = 10 * 1024 * 1024;

/**
 * A real SMTP server on 127.0.0.1 that keeps what it gets, in memory and, with `file`, in lines that survive a restart (R9): a mail is
 * answered 250 once its line is written. Never in production.
 */
export async function startDevMailbox(options: { port: number; file?: string }): Promise<DevMailbox> {
  const { file } = options;
  const items = file === undefined ? [] : restore(file);
  const withFiles = items.filter(({ attachments }) => attachments !== undefined).reverse();
  for (const old of withFiles.splice(0, Math.max(0, withFiles.length - KEPT_WITH_FILES))) dropFiles(old);
  const keep = (mail: DevMail) => {
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
    items.unshift(mail);
    if (items.length > KEPT) items.pop();
    if (mail.attachments !== undefined) withFiles.push(mail);
    if (withFiles.length > KEPT_WITH_FILES) dropFiles(withFiles.shift());
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    size: LARGEST_BYTES,
    closeTimeout: 500,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        read(Buffer.concat(chunks)).then((mail) => {
          for (const to of recipients) keep({ to, ...mail });
          done();
        }, done);
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

async function read(raw: Buffer): Promise<Omit<DevMail, 'to'>> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'base64' });
  const date = new Date(mail.date ?? '');
  return {
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    date: (Number.isNaN(date.getTime()) ? new Date() : date).toISOString(),
    messageId: mail.messageId ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    ...(mail.attachments.length === 0 ? {} : { attachments: mail.attachments.map(attachmentOf) }),
  };
}

function attachmentOf({ filename, mimeType, content }: Attachment) {
  return { filename: filename ?? 'piece', contentType: mimeType, base64: String(content) };
}

function dropFiles(mail: DevMail | undefined): void {
  if (mail?.attachments !== undefined) mail.attachments = mail.attachments.map((one) => ({ ...one, base64: null }));
}

/** What an earlier run kept, newest first. The last line may be torn by a kill; a file that grew long is cut down to what is kept. */
function restore(file: string): DevMail[] {
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  const mails = lines.flatMap((line) => parsed(line)).slice(-KEPT);
  if (mails.length < lines.length - 1 || lines.at(-1) !== '') {
    writeFileSync(`${file}.new`, mails.map((mail) => `${JSON.stringify(mail)}\n`).join(''), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return mails.reverse();
}

function parsed(line: string): DevMail[] {
  try {
    return [{ headers: {}, ...(JSON.parse(line) as Omit<DevMail, 'headers'>) }];
  } catch {
    return [];
  }
}
