import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { onFreePort } from '../../ops/pids.ts';
import { startTemporal } from '../../ops/temporalServer.ts';

it('what Temporal keeps on disk is its owner’s alone to read, from the first moment', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-temporal-'));
  const server = await onFreePort((port) =>
    startTemporal({ binary: process.env.TEMPORAL_BINARY ?? 'temporal', port, folder }),
  );
  try {
    for (const name of ['temporal.db', 'temporal.db-wal', 'temporal.log'])
      expect([name, statSync(path.join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
