import { connect, createServer, type Socket } from 'node:net';

export interface Freezing {
  /** the same address, by way of this one */
  url: string;
  /** nothing goes on any more, and no connection ends: a server that was stopped with SIGSTOP, a network that swallows packets */
  freeze(): void;
  thaw(): void;
  /** connections that were asked for while it was frozen, of which nothing came */
  asked(): number;
  close(): void;
}

/** Stands between PostgreSQL and who asks it. */
export async function freezing(address: string): Promise<Freezing> {
  const url = new URL(address);
  const to = { host: url.hostname, port: Number(url.port) };
  const sockets = new Set<Socket>();
  let frozen = false;
  let asked = 0;
  const server = createServer((client) => {
    if (frozen) asked += 1;
    const behind = connect(to);
    for (const [from, into] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(from);
      from.pipe(into);
      from
        .on('error', () => into.destroy())
        .on('close', () => {
          sockets.delete(from);
          into.destroy();
        });
      if (frozen) from.pause();
    }
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : 0);
    }),
  );
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    freeze() {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw() {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    asked: () => asked,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
