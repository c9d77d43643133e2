import { afterEach, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { createMailer, type Mailer, type Message } from './mailer.ts';

const message: Message = {
  from: 'Passerelle <ne-pas-repondre@passerelle.example>',
  to: { name: 'ESAT Les Tilleuls', address: 'contact@tilleuls.example' },
  subject: 'Documents à compléter et à signer',
  text: 'Bonjour,',
  html: '<p>Bonjour,</p>',
  messageId: '<abc123@passerelle.invalid>',
  date: new Date('2026-03-02T09:00:00Z'),
};

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function mailerOf(smtpUrl: string): Mailer {
  const mailer = createMailer({ smtpUrl, openMs: 5_000, answerMs: 2_000, dataMs: 2_000 });
  closers.push(mailer.close);
  return mailer;
}

describe('a real server, by SMTP_URL', () => {
  async function real(options: ConstructorParameters<typeof SMTPServer>[0]) {
    const got: { raw: string; user: unknown; secure: boolean }[] = [];
    const server = new SMTPServer({
      logger: false,
      ...options,
      onAuth: ({ username, password }, _session, done) =>
        username === 'passerelle@caf' && password === 'm:ot/de#passe'
          ? done(null, { user: username })
          : done(Object.assign(new Error('no'), { responseCode: 535 })),
      onData(stream, session, done) {
        let raw = '';
        stream.on('data', (chunk: Buffer) => {
          raw += chunk.toString();
        });
        stream.on('end', () => {
          got.push({ raw, user: session.user, secure: session.secure });
          done();
        });
      },
    });
    server.on('error', () => {});
    const port = await new Promise<number>((resolve) => {
      const listener = server.listen(0, '127.0.0.1', () => {
        const address = listener.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return { port, got };
  }

  test('STARTTLS, then credentials of the URL', async () => {
    const { port, got } = await real({});
    const who = `${encodeURIComponent('passerelle@caf')}:${encodeURIComponent('m:ot/de#passe')}`;
    const mailer = mailerOf(`smtp://${who}@127.0.0.1:${port}?requireTLS=true&tls.rejectUnauthorized=false`);
    expect(await mailer.send(message, async () => {})).toMatchObject({ kind: 'taken' });
    expect(got).toMatchObject([{ user: 'passerelle@caf', secure: true }]);
  });

  test('a wrong password is not the mail’s fault: to be retried; nothing goes in clear that should not', async () => {
    const { port, got } = await real({ authOptional: true });
    const trusting = `?tls.rejectUnauthorized=false`;
    expect(await mailerOf(`smtp://x:y@127.0.0.1:${port}${trusting}`).send(message, async () => {})).toMatchObject({
      kind: 'retry',
      about: 'server',
      reason: expect.stringContaining('535'),
    });
    // a certificate that nobody vouches for
    expect(await mailerOf(`smtp://127.0.0.1:${port}`).send(message, async () => {})).toMatchObject({
      kind: 'retry',
      about: 'server',
    });
    expect(got).toEqual([]);
  });

  test('what people typed stays in its header', async () => {
    const { port, got } = await real({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] });
    const typed = 'Esat\r\nBcc: autre@exemple.example';
    await mailerOf(`smtp://127.0.0.1:${port}`).send(
      { ...message, subject: typed, to: { name: `${typed}, <x@y.example>`, address: message.to.address } },
      async () => {},
    );
    expect(got[0]?.raw).not.toMatch(/^Bcc:/im);
    expect(got[0]?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });
});
