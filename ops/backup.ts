// npm run backup -- <folder>: copies the facts (the whole server of PostgreSQL, while it works) and, on one machine, Temporal's state, the keys and the
// heads of the journal into a new folder there, named by the instant; whole or not at all. Then notes that a backup was made.
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { markBackup } from '../adapters/store/heartbeat.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { copyServer, readable } from './backup/server.ts';
import { copyWaiting } from './backup/waiting.ts';
import { removeAfterUs } from './guard.ts';
import { operatorSettings } from './operator.ts';

const [to] = process.argv.slice(2);
try {
  if (to === undefined) throw new Error('Usage: npm run backup -- <folder>');
  console.log(`The backup is made and noted: ${await backUp(path.resolve(to))}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exit(0);

async function backUp(folder: string): Promise<string> {
  const { config, ownerUrl } = operatorSettings(process.env);
  if (ownerUrl === null)
    throw new Error('MIGRATION_DATABASE_URL: missing: a superuser, or a role that may replicate, copies the server.');
  const dataDir = process.env.DATABASE_URL ? null : path.resolve(process.env.DATA_DIR || '.data');
  const done = path.join(folder, new Date().toISOString().replaceAll(':', '-'));
  const draft = `${done}.part`;
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  chmodSync(draft, 0o700); // it holds keys
  removeAfterUs(draft);
  await copyServer(ownerUrl, draft);
  await readable(draft);
  if (dataDir !== null) {
    await copyWaiting(dataDir, draft);
    for (const file of ['secrets.json', 'audit-heads.jsonl'])
      if (existsSync(path.join(dataDir, file))) copyFileSync(path.join(dataDir, file), path.join(draft, file));
  }
  rmSync(done, { recursive: true, force: true });
  renameSync(draft, done);
  const database = openDatabase(config.databaseUrl, 1);
  await markBackup(database);
  await database.$disconnect();
  return done;
}
