import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between a program and a server, to be cut in one direction: what the program says then reaches nobody, and it does not notice. */
export interface Wire {
  address: string;
  /** from now on nothing that the program says arrives, not even when it dies */
  mute(): void;
  /** the muted connections end; new ones arrive again */
  mend(): void;
  close(): Promise<void>;
}

export async function openWire(to: string): Promise<Wire> {
  const [host, port] = to.split(':');
  const pairs = new Set<readonly [Socket, Socket]>();
  let muted = false;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on('data', (said) => {
      if (!muted) far.write(said);
    });
    far.on('data', (said) => void near.write(said));
    for (const [one, other] of [pair, [far, near]] as const) {
      one.on('error', () => {});
      one.on('close', () => {
        // the server is not told either: it would give up what it waits for
        if (muted) return;
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    mute() {
      muted = true;
    },
    mend() {
      end();
      muted = false;
    },
    close() {
      end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
