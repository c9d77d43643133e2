import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { mailIsTaken } from './mailHealth.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function portOf(server: Pick<Server, 'listen' | 'close'>): Promise<number> {
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return new Promise((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

const smtp = (options: ConstructorParameters<typeof SMTPServer>[0] = {}) => {
  const server = new SMTPServer({ logger: false, disabledCommands: ['STARTTLS'], authOptional: true, ...options });
  server.on('error', () => {});
  return server as unknown as Server;
};

/** Accepts connections and says this, or nothing. */
const speaking = (greeting: string | null) =>
  createServer((socket) => {
    socket.on('error', () => {});
    closers.push(() => socket.destroy());
    if (greeting !== null) socket.write(greeting);
  });

describe('whether mails can leave', () => {
  it('is asked in SMTP: a relay that greets and answers', async () => {
    expect(await mailIsTaken(`smtp://127.0.0.1:${await portOf(smtp())}`)).toBe(true);
  });

  it.each([
    ['accepts the connection and says nothing', null],
    ['speaks another language', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['is too busy', '421 4.3.2 try again later\r\n'],
  ])('is not where it %s', async (_, greeting) => {
    expect(await mailIsTaken(`smtp://127.0.0.1:${await portOf(speaking(greeting))}`)).toBe(false);
  });

  it('is not where our name is refused, or nobody listens', async () => {
    const port = await portOf(
      smtp({ authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(new Error('no')) }),
    );
    expect(await mailIsTaken(`smtp://x:y@127.0.0.1:${port}`)).toBe(false);
    expect(await mailIsTaken('smtp://127.0.0.1:1')).toBe(false);
  });
});
