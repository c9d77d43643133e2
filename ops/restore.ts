// npm run restore -- <backup> --to <DATA_DIR> [--wal <archive> [--until <instant>]] [--temporal <other backup>]: puts a backup of one machine into a new place,
// the facts as they were then, or, by the archive of WAL_ARCHIVE, at a later instant; then brings Temporal to them (ops/reconcile.ts). Go on there
// with DATA_DIR=<DATA_DIR> npm start. The former place is left as it is; nothing may run there any more.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../adapters/store/prisma.ts';
import { reconcile } from '../adapters/temporal/reconcile.ts';
import { openTemporal } from '../adapters/temporal/temporal.ts';
import { reconciledSaid } from './backup/said.ts';
import { BASE, recoveringFrom, unpackServer } from './backup/server.ts';
import { putWaiting } from './backup/waiting.ts';
import { onFreePort } from './pids.ts';
import { startPostgres } from './postgres.ts';
import { localSecrets } from './secrets.ts';
import { environmentWith } from './settings.ts';
import { startTemporal } from './temporalServer.ts';

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: text, wal: text, until: text, temporal: text },
});
try {
  const [backup] = positionals;
  if (backup === undefined || values.to === undefined)
    throw new Error('Usage: npm run restore -- <backup> --to <DATA_DIR> [--wal <archive> [--until <instant>]]');
  await restore(path.resolve(backup), path.resolve(values.to));
  console.log(`Restored: DATA_DIR=${values.to} npm start goes on there.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exit(0);

async function restore(backup: string, dataDir: string): Promise<void> {
  const { wal = null, until = null, temporal = backup } = values;
  if (!existsSync(path.join(backup, BASE))) throw new Error(`${backup} is no backup: it has no ${BASE}.`);
  if (existsSync(dataDir)) throw new Error(`${dataDir} is there already: restore into a new folder.`);
  if (until !== null && (wal === null || Number.isNaN(Date.parse(until))))
    throw new Error('--until is an instant (2026-11-30T08:00:00Z), and needs --wal, the archive of WAL_ARCHIVE.');
  mkdirSync(dataDir, { recursive: true });
  for (const file of ['secrets.json', 'audit-heads.jsonl'])
    if (existsSync(path.join(backup, file))) copyFileSync(path.join(backup, file), path.join(dataDir, file));
  putWaiting(path.resolve(temporal), dataDir);
  const { secrets, save } = localSecrets(dataDir);
  // the former place may be there still: nobody is to find one where the other is expected
  secrets.ports = { postgres: null, temporal: null, mailbox: null };
  save();
  const folder = path.join(dataDir, 'postgres');
  await unpackServer(backup, folder, { archived: wal !== null });
  await goneOn({
    dataDir,
    folder,
    settings: wal === null ? [] : recoveringFrom(wal, until === null ? null : new Date(until)),
  });
}

/** Starts both servers on the restored files, brings the one to the other, and stops them. */
async function goneOn(at: { dataDir: string; folder: string; settings: string[] }): Promise<void> {
  const { secrets } = localSecrets(at.dataDir);
  const passwords = { owner: secrets.ownerPassword, app: secrets.appPassword, purge: secrets.purgePassword };
  const { config } = environmentWith(process.env, secrets, { dataDir: at.dataDir });
  const postgres = await onFreePort((port) => startPostgres({ ...at, port, passwords, durable: true }));
  try {
    const { namespace } = config.temporal;
    const temporal = await onFreePort((port) =>
      startTemporal({ binary: process.env.TEMPORAL_BINARY || 'temporal', port, folder: at.dataDir, namespace }),
    );
    const database = openDatabase(postgres.url('passerelle'), 4, { queryMs: 600_000 });
    try {
      const client = await openTemporal({ address: temporal.address, namespace }, config.encryptionKeys);
      const { policy } = config;
      for (const line of reconciledSaid(await reconcile({ client, database, policy }, new Date())))
        console.log(`  ${line}`);
      await client.connection.close();
    } finally {
      await database.$disconnect();
      await temporal.stop();
    }
  } finally {
    await postgres.stop();
  }
}
