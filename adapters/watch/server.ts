import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a process tells about itself on its private port. */
export interface Told {
  /** the text that Prometheus reads */
  metrics(): Promise<string>;
  /** false: this process does not do its work any more, and is to be started again */
  alive(): boolean | Promise<boolean>;
}

/** Text of Prometheus' own format, as prom-client and the SDK of Temporal both write it. */
const TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `/metrics` and `/health/live` on a port of their own, never the one that people reach: figures of a deployment are not public. Throws when the
 * port is taken.
 */
export async function tellWatchers(
  { host, port }: { host: string; port: number },
  { metrics, alive }: Told,
): Promise<{ port: number; close(): Promise<void> }> {
  const answer = async (path: string): Promise<[status: number, type: string, body: string]> => {
    if (path === '/metrics') return [200, TYPE, await metrics()];
    if (path !== '/health/live') return [404, 'text/plain', 'not found\n'];
    return (await alive())
      ? [200, 'application/json', '{"status":"ok"}\n']
      : [503, 'application/json', '{"status":"down"}\n'];
  };
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    answer((request.url ?? '').split('?')[0] ?? '').then(
      ([status, type, body]) => response.writeHead(status, { 'content-type': type }).end(body),
      // what failed is in the log of whoever failed: here it is only known that there is no answer
      () => response.writeHead(500).end(),
    );
  });
  await listening(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
