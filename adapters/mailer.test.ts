import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { compose, createMailer, type Message } from './mailer.ts';

const message: Message = {
  from: 'Passerelle <ne-pas-repondre@passerelle.example>',
  to: { name: 'ESAT Les Tilleuls', address: 'contact@tilleuls.example' },
  subject: 'Documents à compléter et à signer',
  text: 'Bonjour,\n.\nFin',
  html: '<p>Bonjour</p>',
  messageId: '<abc123@passerelle.invalid>',
  date: new Date('2026-03-02T09:00:00Z'),
};

/** What a server answers: to each command in turn; 'cut' closes, 'hang' says nothing. */
interface Script {
  greeting?: string;
  mail?: string;
  rcpt?: string;
  data?: string;
  end?: string;
}

let server: Server | undefined;
let received: string[] = [];
afterEach(() => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve()))));

/** A server that speaks just enough SMTP and misbehaves where the script says so. */
async function listen(script: Script): Promise<string> {
  received = [];
  const sockets = new Set<Socket>();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let inData = false;
    let buffer = '';
    const say = (text: string) =>
      text === 'cut' ? socket.destroy() : text === 'hang' ? undefined : socket.write(`${text}\r\n`);
    say(script.greeting ?? '220 test');
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      for (;;) {
        const end = inData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          received.push(line);
          inData = false;
          say(script.end ?? '250 taken');
        } else if (/^EHLO/i.test(line)) say('250 test');
        else if (/^MAIL/i.test(line)) say(script.mail ?? '250 ok');
        else if (/^RCPT/i.test(line)) say(script.rcpt ?? '250 ok');
        else if (/^DATA/i.test(line)) {
          inData = (script.data ?? '354 go').startsWith('354');
          say(script.data ?? '354 go');
        } else if (/^QUIT/i.test(line)) say('221 bye');
      }
    });
  });
  server.on('close', () => {
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const { close } = server;
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return close.call(server, done);
  };
  return `smtp://127.0.0.1:${address.port}`;
}

async function attempt(script: Script) {
  let asked = 0;
  const mailer = createMailer({ smtpUrl: await listen(script), openMs: 300, answerMs: 300, dataMs: 300 });
  const outcome = await mailer.send(message, async () => {
    asked += 1;
  });
  return { kind: outcome.kind, asked, outcome };
}

describe('one attempt to send (R2)', () => {
  test('taken: the message arrives once, exactly as composed', async () => {
    expect(await attempt({})).toMatchObject({ kind: 'taken', asked: 1 });
    const composed = (await compose(message)).raw
      .toString()
      .replace(/\r?\n/g, '\r\n')
      .replace(/^\./gm, '..')
      .replace(/\r\n$/, '');
    expect(received).toEqual([composed]);
  });

  test.each<[string, Script]>([
    ['4xx at the greeting', { greeting: '421 later' }],
    ['4xx to MAIL', { mail: '451 later' }],
    ['4xx to RCPT', { rcpt: '450 greylisted' }],
    ['4xx to DATA', { data: '451 later' }],
    ['cut at the greeting', { greeting: 'cut' }],
    ['cut before DATA', { rcpt: 'cut' }],
    ['silence before DATA', { mail: 'hang' }],
  ])('%s: to be retried, and no byte of the message left', async (_name, script) => {
    expect(await attempt(script)).toMatchObject({ kind: 'retry', asked: 0 });
    expect(received).toEqual([]);
  });

  test('4xx after the message: to be retried, it was refused in full knowledge', async () => {
    expect(await attempt({ end: '451 try again' })).toMatchObject({ kind: 'retry', asked: 1 });
  });

  test.each<[string, Script]>([
    ['5xx to MAIL', { mail: '550 no' }],
    ['5xx to RCPT', { rcpt: '550 5.1.1 contact@tilleuls.example unknown' }],
    ['5xx after the message', { end: '554 spam' }],
  ])('%s: refused for good, and the reason holds no address', async (_name, script) => {
    const { kind, outcome } = await attempt(script);
    expect(kind).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain('tilleuls');
  });

  test.each<[string, Script]>([
    ['cut after the message', { end: 'cut' }],
    ['silence after the message', { end: 'hang' }],
  ])('%s: a doubt', async (_name, script) => {
    expect(await attempt(script)).toMatchObject({ kind: 'doubt', asked: 1 });
  });

  test('nobody listens: to be retried', async () => {
    const url = await listen({});
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    server = undefined;
    const outcome = await createMailer({ smtpUrl: url, openMs: 300 }).send(message, async () => {});
    expect(outcome.kind).toBe('retry');
  });

  test('composing twice gives the same bytes: a resend is identical', async () => {
    expect((await compose(message)).raw.equals((await compose({ ...message })).raw)).toBe(true);
    expect((await compose(message)).raw.toString()).toContain('Message-ID: <abc123@passerelle.invalid>');
  });
});
