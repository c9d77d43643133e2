import { createServer, type Socket } from 'node:net';

/** What a server of the tests answers to each command; 'cut' ends the connection, 'hang' says nothing, 'slow' the usual after a while. */
export interface Script {
  greeting?: string;
  ehlo?: string;
  mail?: string;
  rcpt?: string;
  data?: string;
  /** to the first bytes of a message, before its end */
  begun?: string;
  /** to the whole message */
  end?: string;
}

const SLOW_MS = 80;

export interface ScriptServer {
  url: string;
  /** whole messages, as they came over the wire (dots stuffed) */
  readonly received: readonly string[];
  /** bytes that followed a 354, whole message or not */
  bytes(): number;
  connections(): number;
  /** of these the ones that are open */
  open(): number;
  /** from here on, on every connection */
  play(script: Script): void;
  /** on the connections there are, not on those to come */
  spoil(script: Script): void;
  /** ends every connection */
  cut(): void;
  close(): Promise<void>;
}

/** Speaks just enough SMTP to misbehave exactly where the script says. */
export async function startScriptServer(first: Script): Promise<ScriptServer> {
  let current = first;
  let connections = 0;
  let bytes = 0;
  const received: string[] = [];
  const sockets = new Map<Socket, (script: Script) => void>();
  const server = createServer((socket) => {
    connections += 1;
    let script = current;
    sockets.set(socket, (next) => {
      script = next;
    });
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let inData = false;
    let buffer = '';
    const say = (text: string | undefined, usual: string) => {
      if (text === 'cut') socket.destroy();
      else if (text === 'slow') setTimeout(() => socket.write(`${usual}\r\n`), SLOW_MS);
      else if (text !== 'hang') socket.write(`${text ?? usual}\r\n`);
    };
    say(script.greeting, '220 test');
    socket.on('data', (chunk) => {
      if (inData) bytes += chunk.length;
      if (inData && script.begun !== undefined) return say(script.begun, '');
      buffer += chunk.toString();
      for (;;) {
        const end = inData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          received.push(line);
          inData = false;
          say(script.end, '250 2.0.0 Ok: queued for contact@tilleuls.example');
        } else if (/^EHLO/i.test(line)) say(script.ehlo, '250 test');
        else if (/^HELO/i.test(line)) say(script.ehlo, '250 test');
        else if (/^AUTH/i.test(line)) say('535 5.7.8 no', '');
        else if (/^MAIL/i.test(line)) say(script.mail, '250 ok');
        else if (/^RCPT/i.test(line)) say(script.rcpt, '250 ok');
        else if (/^DATA/i.test(line)) {
          inData = (script.data ?? '354 go').startsWith('354');
          say(script.data, '354 go');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const cut = () => {
    for (const socket of sockets.keys()) socket.destroy();
  };
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    bytes: () => bytes,
    connections: () => connections,
    open: () => sockets.size,
    play: (next) => {
      current = next;
      for (const change of sockets.values()) change(next);
    },
    spoil: (next) => {
      for (const change of sockets.values()) change(next);
    },
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
