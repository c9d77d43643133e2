import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { attempt, type Line, openLine, type Timeouts } from './mailerLine.ts';
import type { SendOutcome } from './mailerOutcome.ts';

export type { SendOutcome } from './mailerOutcome.ts';

/** A file that a message brings. */
export interface Attachment {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** One message, complete: composing it twice gives the same bytes (R2: « the identical message goes once more »). */
export interface Message {
  /** address, or « Name <address> » */
  from: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  attachments?: readonly Attachment[];
  /** stable, angle brackets included */
  messageId: string;
  /** stable Date header */
  date: Date;
}

export interface MailerOptions extends Partial<Timeouts> {
  /** smtp(s)://user:password@host:port, with nodemailer's own options as a query (`?requireTLS=true`) */
  smtpUrl: string;
  /** how long a connection is kept for the next message */
  idleMs?: number;
}

export interface Mailer {
  /**
   * Tries once. `onData` runs, and is awaited, when the server has answered 354: after it and only after it may the message be in
   * doubt; when it throws, no byte leaves. `stop` gives the attempt up before that point and shortens its patience afterwards.
   */
  send(message: Message, onData: () => Promise<void>, stop?: AbortSignal): Promise<SendOutcome>;
  /** Leaves the connections that wait for a next message. */
  close(): void;
}

/** Some servers end a connection after so many messages; none minds this few. */
const MESSAGES_PER_LINE = 50;
/** One mailbox and nothing else: no list, no comment, no line break (nodemailer would mend it into some other address). */
const MAILBOX = /^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/;
const IDLE_MS = 3_000;
/** RFC 5321 speaks of minutes; an attempt that is given up is made again, so seconds do, but for the answer to the message itself. */
const TIMEOUTS: Timeouts = { openMs: 8_000, answerMs: 10_000, dataMs: 60_000, stoppedMs: 8_000 };

/** A message as it goes over the wire, and its envelope. */
export interface Composed {
  raw: Buffer;
  from: string;
  to: string;
}

/** The message as bytes and its envelope, the same every time: no clock, no randomness. */
export async function compose(message: Message): Promise<Composed> {
  const node = new MailComposer({
    from: message.from,
    to: message.to,
    subject: message.subject,
    text: message.text,
    html: message.html,
    ...(message.attachments === undefined ? {} : { attachments: [...message.attachments] }),
    messageId: message.messageId,
    date: message.date,
    baseBoundary: message.messageId.replace(/\W/g, '').slice(0, 24),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = node.getEnvelope();
  return { raw: await node.build(), from: envelope.from || '', to: envelope.to[0] ?? '' };
}

/** An SMTP client that tells exactly how far an attempt came; a connection that brought a message through is kept for the next. */
export function createMailer(options: MailerOptions): Mailer {
  const { smtpUrl, idleMs = IDLE_MS, ...over } = options;
  const timeouts = { ...TIMEOUTS, ...over };
  const { auth, ...server } = parseConnectionUrl(smtpUrl);
  const idle: { line: Line; timer: NodeJS.Timeout }[] = [];

  const takeIdle = (): Line | undefined => {
    for (let kept = idle.pop(); kept !== undefined; kept = idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.line.usable()) return kept.line;
    }
    return undefined;
  };
  const keep = (line: Line) => {
    if (line.sent >= MESSAGES_PER_LINE || idleMs === 0) return line.leave();
    const timer = setTimeout(() => {
      idle.splice(0, idle.length, ...idle.filter((kept) => kept.line !== line));
      line.leave();
    }, idleMs).unref();
    idle.push({ line, timer });
  };
  const tryOn = async (line: Line, composed: Composed, onData: () => Promise<void>, stop?: AbortSignal) => {
    const result = await attempt(line, composed, timeouts, onData, stop);
    if (result.outcome.kind === 'taken') keep(line);
    return result;
  };

  return {
    async send(message, onData, stop) {
      if (!MAILBOX.test(message.to.address))
        return { kind: 'refused', responseCode: null, reason: 'adresse inutilisable' };
      const composed = await compose(message);
      const kept = takeIdle();
      if (kept !== undefined) {
        const { outcome, stale } = await tryOn(kept, composed, onData, stop);
        // the server had left this connection: that says nothing about the message
        if (!stale || stop?.aborted) return outcome;
      }
      const opened = await openLine(server, auth ?? null, timeouts, stop);
      if ('outcome' in opened) return opened.outcome;
      return (await tryOn(opened.line, composed, onData, stop)).outcome;
    },
    close() {
      for (const { line, timer } of idle.splice(0)) {
        clearTimeout(timer);
        line.leave();
      }
    },
  };
}
