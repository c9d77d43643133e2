import { afterEach, describe, expect, test } from '@jest/globals';
import { type Script, type ScriptServer, startScriptServer } from '../../test/servers/smtp.ts';
import { compose, createMailer, type Mailer, type MailerOptions, type Message } from './mailer.ts';

const message: Message = {
  from: 'Passerelle <ne-pas-repondre@passerelle.example>',
  to: { name: 'ESAT Les Tilleuls', address: 'contact@tilleuls.example' },
  subject: 'Documents à compléter et à signer',
  text: 'Bonjour,\n.\nFin',
  html: '<p>Bonjour</p>',
  messageId: '<abc123@passerelle.invalid>',
  date: new Date('2026-03-02T09:00:00Z'),
};
const SHORT = { openMs: 250, answerMs: 250, dataMs: 250, stoppedMs: 50 };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function scripted(script: Script): Promise<ScriptServer> {
  const server = await startScriptServer(script);
  closers.push(server.close);
  return server;
}

function mailerOf(smtpUrl: string, over: Partial<MailerOptions> = {}): Mailer {
  const mailer = createMailer({ smtpUrl, ...SHORT, ...over });
  closers.push(mailer.close);
  return mailer;
}

async function attempt(script: Script) {
  const server = await scripted(script);
  let asked = 0;
  const outcome = await mailerOf(server.url).send(message, async () => {
    asked += 1;
  });
  return { kind: outcome.kind, asked, outcome, server };
}

describe('one attempt to send (R2)', () => {
  test('taken: the message arrives once, exactly as composed', async () => {
    const { outcome, asked, server } = await attempt({});
    expect([outcome, asked]).toEqual([{ kind: 'taken', response: '250 2.0.0' }, 1]);
    const composed = (await compose(message)).raw
      .toString()
      .replace(/\r?\n/g, '\r\n')
      .replace(/^\./gm, '..')
      .replace(/\r\n$/, '');
    expect(server.received).toEqual([composed]);
  });

  test.each<[string, Script, 'server' | 'message']>([
    ['4xx at the greeting', { greeting: '421 later' }, 'server'],
    ['5xx at the greeting is about the server, not the mail', { greeting: '554 no service here' }, 'server'],
    ['5xx to EHLO and HELO', { ehlo: '550 no' }, 'server'],
    ['4xx to MAIL', { mail: '451 later' }, 'message'],
    ['530 to MAIL: we did not sign in', { mail: '530 5.7.0 sign in' }, 'server'],
    ['4xx to RCPT', { rcpt: '450 greylisted' }, 'message'],
    ['4xx to DATA', { data: '451 later' }, 'message'],
    ['421 to RCPT: the server is leaving', { rcpt: '421 bye' }, 'server'],
    ['cut at the greeting', { greeting: 'cut' }, 'server'],
    ['cut before DATA', { rcpt: 'cut' }, 'server'],
    ['cut instead of the 354', { data: 'cut' }, 'server'],
    ['silence at the greeting', { greeting: 'hang' }, 'server'],
    ['silence before DATA', { mail: 'hang' }, 'server'],
    ['silence instead of the 354', { data: 'hang' }, 'server'],
  ])('%s: to be retried, and no byte of the message left', async (_name, script, about) => {
    const { outcome, asked, server } = await attempt(script);
    expect(outcome).toMatchObject({ kind: 'retry', about });
    expect([asked, server.bytes()]).toEqual([0, 0]);
  });

  test('4xx after the message: to be retried, it was refused in full knowledge', async () => {
    const { outcome, asked } = await attempt({ end: '451 4.3.0 try again' });
    expect(outcome).toEqual({ kind: 'retry', about: 'message', reason: 'réponse 451 4.3.0 du serveur de courriel' });
    expect(asked).toBe(1);
  });

  test.each<[string, Script, number]>([
    ['5xx to MAIL', { mail: '550 no' }, 550],
    ['5xx to RCPT', { rcpt: '550 5.1.1 contact@tilleuls.example unknown' }, 550],
    ['5xx to DATA', { data: '554 no valid recipient: ESAT Les Tilleuls' }, 554],
    ['5xx after the message', { end: '552-5.2.2 box of\r\n552 5.2.2 contact@tilleuls.example full' }, 552],
    ['5xx in the middle of the message', { begun: '554 5.7.1 enough' }, 554],
  ])('%s: refused for good, and the reason holds no address and no name', async (_name, script, responseCode) => {
    const { outcome } = await attempt(script);
    expect(outcome).toMatchObject({ kind: 'refused', responseCode });
    expect(JSON.stringify(outcome)).not.toMatch(/tilleuls|@/i);
  });

  test.each<[string, Script]>([
    ['cut after the message', { end: 'cut' }],
    ['cut in the middle of the message', { begun: 'cut' }],
    ['silence after the message', { end: 'hang' }],
    ['an answer that is none', { end: 'bonjour' }],
  ])('%s: a doubt', async (_name, script) => {
    const { kind, asked } = await attempt(script);
    expect([kind, asked]).toEqual(['doubt', 1]);
  });

  test('nobody listens, or nobody of that name: to be retried', async () => {
    const server = await scripted({});
    await server.close();
    expect(await mailerOf(server.url).send(message, async () => {})).toMatchObject({ kind: 'retry', about: 'server' });
    expect(await mailerOf('smtp://nowhere.invalid:25', { openMs: 2_000 }).send(message, async () => {})).toMatchObject({
      kind: 'retry',
      about: 'server',
    });
  });

  test('an address that cannot be written is refused at once; a domain with accents goes as it must', async () => {
    const server = await scripted({});
    const to = (address: string) => ({ ...message, to: { name: 'x', address } });
    const mailer = mailerOf(server.url);
    expect(await mailer.send(to('a@b.example>\r\nRCPT TO:<c@d.example'), async () => {})).toMatchObject({
      kind: 'refused',
    });
    expect(server.received).toEqual([]);
    expect((await compose(to('a@café.example'))).to).toBe('a@xn--caf-dma.example');
  });
});

describe('composition', () => {
  test('composing twice gives the same bytes: a resend is identical', async () => {
    expect((await compose(message)).raw.equals((await compose({ ...message })).raw)).toBe(true);
    const raw = (await compose(message)).raw.toString();
    expect(raw).toContain('Message-ID: <abc123@passerelle.invalid>');
    expect(raw).toContain('Date: Mon, 02 Mar 2026 09:00:00 +0000');
  });
});

describe('the moment after which a doubt is possible (R2)', () => {
  test('onData is awaited after the 354 and before the first byte', async () => {
    const server = await scripted({});
    const seen: number[] = [];
    await mailerOf(server.url).send(message, async () => {
      await pause(100);
      seen.push(server.bytes());
    });
    expect(seen).toEqual([0]);
    expect(server.bytes()).toBeGreaterThan(0);
  });

  test('when the row cannot be marked, no byte leaves', async () => {
    const server = await scripted({});
    const outcome = await mailerOf(server.url).send(message, async () => {
      throw new Error('database away: contact@tilleuls.example');
    });
    expect(outcome).toEqual({ kind: 'retry', about: 'server', reason: "l'envoi n'a pas pu être noté" });
    await pause(50);
    expect([server.bytes(), server.received]).toEqual([0, []]);
  });

  test('cut while the row is being marked: to be retried, known only once the mark is written', async () => {
    const server = await scripted({});
    let marked = false;
    const outcome = await mailerOf(server.url).send(message, async () => {
      server.cut();
      await pause(100);
      marked = true;
    });
    expect([outcome.kind, marked, server.bytes()]).toEqual(['retry', true, 0]);
  });

  test('a mark that takes longer than any patience is still awaited', async () => {
    const server = await scripted({});
    expect(await mailerOf(server.url).send(message, () => pause(400).then(() => {}))).toMatchObject({ kind: 'taken' });
  });

  test('asked to stop: given up at once before the message, soon after it', async () => {
    const server = await scripted({ rcpt: 'hang' });
    const patient = mailerOf(server.url, { openMs: 90_000, answerMs: 90_000, dataMs: 90_000 });
    const before = new AbortController();
    setTimeout(() => before.abort(), 50);
    expect(await patient.send(message, async () => {}, before.signal)).toMatchObject({
      kind: 'retry',
      about: 'server',
    });
    expect(await patient.send(message, async () => {}, before.signal)).toMatchObject({ kind: 'retry' });
    server.play({ end: 'hang' });
    const within = new AbortController();
    const begun = Date.now();
    expect(
      await patient.send(message, async () => void setTimeout(() => within.abort(), 20), within.signal),
    ).toMatchObject({ kind: 'doubt' });
    expect(Date.now() - begun).toBeLessThan(60_000); // of 90 that it would wait
    server.play({ end: 'slow' });
    const answered = new AbortController();
    const grace = mailerOf(server.url, { stoppedMs: 2_000 });
    const stopWithin = async () => void setTimeout(() => answered.abort(), 20);
    expect(await grace.send(message, stopWithin, answered.signal)).toMatchObject({ kind: 'taken' });
  });
});

describe('several messages over one connection', () => {
  test('a connection that brought a message through is kept for the next', async () => {
    const server = await scripted({});
    const mailer = mailerOf(server.url, { idleMs: 60_000 });
    for (let n = 0; n < 3; n += 1) expect((await mailer.send(message, async () => {})).kind).toBe('taken');
    expect([server.connections(), server.received.length]).toEqual([1, 3]);
  });

  test('one that nobody needs any more is left in time', async () => {
    const server = await scripted({});
    const mailer = mailerOf(server.url, { idleMs: 100 });
    await mailer.send(message, async () => {});
    while (server.open() > 0) await pause(20);
    await mailer.send(message, async () => {});
    expect(server.connections()).toBe(2);
  });

  test.each<[string, (server: ScriptServer) => void]>([
    ['was cut in the meantime', (server) => server.cut()],
    ['is answered by 421', (server) => server.spoil({ mail: '421 too many' })],
    ['is cut at MAIL', (server) => server.spoil({ mail: 'cut' })],
  ])('one that %s says nothing about the message: it goes over a new one, marked once', async (_name, spoil) => {
    const server = await scripted({});
    const mailer = mailerOf(server.url);
    await mailer.send(message, async () => {});
    spoil(server);
    let marks = 0;
    const outcome = await mailer.send(message, async () => {
      marks += 1;
    });
    expect([outcome.kind, marks, server.received.length, server.connections()]).toEqual(['taken', 1, 2, 2]);
  });

  test('a refusal over a kept connection is an answer like any other', async () => {
    const server = await scripted({});
    const mailer = mailerOf(server.url);
    await mailer.send(message, async () => {});
    server.spoil({ rcpt: '550 no' });
    expect((await mailer.send(message, async () => {})).kind).toBe('refused');
    expect(server.connections()).toBe(1);
  });

  test('after a refusal or a doubt the next message has a connection of its own', async () => {
    const server = await scripted({ rcpt: '550 no' });
    const mailer = mailerOf(server.url);
    expect((await mailer.send(message, async () => {})).kind).toBe('refused');
    server.play({ end: 'cut' });
    expect((await mailer.send(message, async () => {})).kind).toBe('doubt');
    server.play({});
    expect((await mailer.send(message, async () => {})).kind).toBe('taken');
    expect(server.connections()).toBe(3);
  });
});
