// npm run backup -- <folder> [--keep <number> [--wal <archive>]]: copies the facts (the whole server of PostgreSQL, while it works) and, on one machine,
// Temporal's state, the keys and the heads of the journal into a new folder there, named by the instant; whole or not at all. Then notes that a backup was
// made, and keeps so many, and of the archive what these need.
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { markBackup } from '../adapters/store/heartbeat.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { keepNewest } from './backup/kept.ts';
import { copyServer, readable } from './backup/server.ts';
import { copyWaiting } from './backup/waiting.ts';
import { removeAfterUs } from './guard.ts';
import { operatorSettings } from './operator.ts';

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: text, wal: text } });
try {
  const [to] = positionals;
  const { keep = null, wal = null } = values;
  if (to === undefined || (keep === null && wal !== null) || (keep !== null && !(Number(keep) >= 1)))
    throw new Error('Usage: npm run backup -- <folder> [--keep <number, 1 at least> [--wal <archive>]]');
  const folder = path.resolve(to);
  console.log(`The backup is made and noted: ${await backUp(folder)}`);
  if (keep !== null) {
    const { backups, segments } = await keepNewest(folder, Number(keep), wal === null ? null : path.resolve(wal));
    console.log(`Removed: ${backups} older ones, and ${segments} segments of the archive that only these needed.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exit(0);

/** The addresses of who copies the server (a superuser, or a role that may replicate) and of who notes that it was done. */
function addresses(env: NodeJS.ProcessEnv): { server: string; facts: string } {
  if (env.BACKUP_DATABASE_URL) return { server: env.BACKUP_DATABASE_URL, facts: env.BACKUP_DATABASE_URL };
  const { config, ownerUrl } = operatorSettings(env);
  if (ownerUrl === null)
    throw new Error(
      'BACKUP_DATABASE_URL: missing: a role that may replicate copies the server (or MIGRATION_DATABASE_URL, a superuser).',
    );
  return { server: ownerUrl, facts: config.databaseUrl };
}

async function backUp(folder: string): Promise<string> {
  const { server, facts } = addresses(process.env);
  const single = !process.env.BACKUP_DATABASE_URL && !process.env.DATABASE_URL;
  const dataDir = single ? path.resolve(process.env.DATA_DIR || '.data') : null;
  const done = path.join(folder, new Date().toISOString().replaceAll(':', '-'));
  const draft = `${done}.part`;
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  chmodSync(draft, 0o700); // it holds keys
  removeAfterUs(draft);
  await copyServer(server, draft);
  await readable(draft);
  if (dataDir !== null) {
    await copyWaiting(dataDir, draft);
    for (const file of ['secrets.json', 'audit-heads.jsonl'])
      if (existsSync(path.join(dataDir, file))) copyFileSync(path.join(dataDir, file), path.join(draft, file));
  }
  rmSync(done, { recursive: true, force: true });
  renameSync(draft, done);
  const database = openDatabase(facts, 1);
  await markBackup(database);
  await database.$disconnect();
  return done;
}
