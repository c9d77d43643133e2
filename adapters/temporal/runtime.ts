import { createServer } from 'node:net';
import { type Logger, Runtime } from '@temporalio/worker';

/** A port that was free may be another's when it is taken: so often another one is tried. */
const TRIES = 10;

/**
 * Installs the SDK's runtime, once a process. `told`: it tells its figures to this machine, on a port that is free; brings back which one. Nothing is
 * counted where nobody asks.
 */
export async function installRuntime(logger: Logger, { told }: { told: boolean }): Promise<number | null> {
  if (!told) {
    Runtime.install({ logger });
    return null;
  }
  for (let left = TRIES; ; left -= 1) {
    const port = await freeLocalPort();
    try {
      Runtime.install({
        logger,
        telemetryOptions: { metrics: { prometheus: { bindAddress: `127.0.0.1:${port}` } } },
      });
      return port;
    } catch (error) {
      if (left === 1 || !/in use/i.test(String(error))) throw error;
    }
  }
}

function freeLocalPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
