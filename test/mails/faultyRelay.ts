import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a relay of the tests does to one attempt; `kill` calls back and answers nothing. */
export type Fault =
  | 'take'
  | 'busy'
  | 'busyAfter'
  | 'refuse'
  | 'refuseAfter'
  | 'cutBefore'
  | 'cutAfter'
  | 'hangBefore'
  | 'hangAfter'
  | 'killBefore'
  | 'killAfter';

export interface FaultyRelay {
  url: string;
  /** whole messages by recipient, answered or not */
  readonly arrived: ReadonlyMap<string, readonly string[]>;
  close(): Promise<void>;
}

/** A real SMTP server that misbehaves by recipient: `faultOf` is asked at each of its attempts, counted from 1; `whole` tells of each message that came to its end. */
export async function startFaultyRelay(
  faultOf: (recipient: string, attempt: number) => Fault,
  kill: () => void = () => {},
  whole: () => void = () => {},
): Promise<FaultyRelay> {
  const arrived = new Map<string, string[]>();
  const attempts = new Map<string, number>();
  const sockets = new Map<number, Socket>();
  const now = (recipient: string) => faultOf(recipient, attempts.get(recipient) ?? 1);
  const answer = (code: number) => Object.assign(new Error('5.0.0 as the test wants'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onRcptTo({ address }, session, done) {
      attempts.set(address, (attempts.get(address) ?? 0) + 1);
      switch (now(address)) {
        case 'busy':
          return done(answer(450));
        case 'refuse':
          return done(answer(550));
        case 'cutBefore':
          return void sockets.get(session.remotePort)?.destroy();
        case 'hangBefore':
          return;
        case 'killBefore':
          return kill();
        default:
          done();
      }
    },
    onData(stream, session, done) {
      const address = session.envelope.rcptTo[0]?.address ?? '';
      let message = '';
      stream.on('data', (chunk: Buffer) => {
        message += chunk.toString();
      });
      stream.on('end', () => {
        whole();
        const fault = now(address);
        if (fault === 'busyAfter') return done(answer(451));
        if (fault === 'refuseAfter') return done(answer(554));
        arrived.set(address, [...(arrived.get(address) ?? []), message]);
        if (fault === 'cutAfter') return void sockets.get(session.remotePort)?.destroy();
        if (fault === 'hangAfter') return;
        if (fault === 'killAfter') return kill();
        done();
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => sockets.delete(port));
  });
  const port = await new Promise<number>((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}
