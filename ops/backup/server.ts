import { spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type Identity, serverIdentity } from '../postgresFiles.ts';
import { mayEnter, reachableCluster } from '../postgresPlace.ts';

/** The files of a whole server, as `tar` has them. */
export const BASE = 'base.tar';

/**
 * Copies a whole server, all its databases, while it works, to the file `BASE` in `folder`: its own base backup, by the protocol of replication,
 * with the write-ahead log that makes it whole. The role of `ownerUrl` must be a superuser, or have REPLICATION and a line of pg_hba.conf.
 */
export async function copyServer(ownerUrl: string, folder: string): Promise<void> {
  const file = openSync(path.join(folder, BASE), 'wx', 0o600);
  const client = new pg.Client({ connectionString: ownerUrl, replication: 'true' } as pg.ClientConfig);
  client.on('error', () => {}); // the query fails
  try {
    await client.connect();
    await new Promise<void>((resolve, reject) => {
      const copy = new BaseBackup((bytes) => writeSync(file, bytes));
      copy.on('end', () => resolve());
      copy.on('error', reject);
      client.query(copy);
    });
  } finally {
    await client.end();
    closeSync(file);
  }
}

/** One archive: the server has no tablespace of its own elsewhere. Written as it comes: what is not written yet holds up what follows. */
class BaseBackup extends pg.Query {
  private archives = 0;

  constructor(private readonly write: (bytes: Uint8Array) => void) {
    super(`BASE_BACKUP (LABEL 'passerelle', CHECKPOINT 'fast', WAL true, MANIFEST 'no', TARGET 'client')`);
  }

  /** The first byte of each message says what it is: a new archive, or bytes of the present one. */
  handleCopyData({ chunk }: { chunk: Uint8Array }): void {
    const kind = String.fromCharCode(chunk[0] ?? 0);
    if (kind === 'n') this.archives += 1;
    if (this.archives > 1) throw new Error('The server has tablespaces elsewhere: back it up by its own means.');
    if (kind === 'd') this.write(chunk.subarray(1));
  }
}

/** Reads the copy from its beginning to its end; throws where that cannot be done. */
export async function readable(folder: string): Promise<void> {
  await tar(['-t'], folder, { cwd: folder });
}

/** The first segment of the write-ahead log that a copy needs, as the server named it when it began. Throws where the copy does not say. */
export async function firstSegment(folder: string): Promise<string> {
  const label = await tar(['-x', '-O', 'backup_label'], folder, { cwd: folder });
  const [, segment] = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)$/m.exec(label) ?? [];
  if (segment === undefined) throw new Error(`${path.join(folder, BASE)} does not say where its log begins.`);
  return segment;
}

/** Puts the copied files of a server where one of ours finds them: in `folder`, or where that leads (ops/postgresPlace.ts). */
export async function unpackServer(backup: string, folder: string, { archived }: { archived: boolean }): Promise<void> {
  const identity = serverIdentity();
  const place = reachableCluster(identity, path.resolve(folder), console.log);
  mkdirSync(place, { recursive: true });
  chmodSync(place, 0o700);
  own(identity, place);
  await tar(['-x'], backup, { ...identity, cwd: place });
  if (!archived) return;
  const signal = path.join(place, 'recovery.signal');
  writeFileSync(signal, '');
  own(identity, signal);
}

/** The copy comes by the input: who unpacks it may not enter the backup's folder. Returns what is said: names, with `-t`. */
function tar(args: string[], backup: string, options: Identity & { cwd: string }): Promise<string> {
  const file = openSync(path.join(backup, BASE), 'r');
  return new Promise<string>((resolve, reject) => {
    const child = spawn('tar', ['-f', '-', ...args], { ...options, stdio: [file, 'pipe', 'inherit'] });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`${BASE}: tar ended with ${code}`))));
  }).finally(() => closeSync(file));
}

/** Settings of a server that keeps its write-ahead log in `folder`, a minute old at most; the folder is made where it is missing. */
export function archivingTo(folder: string): string[] {
  const identity = serverIdentity();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  own(identity, folder);
  if (!mayEnter(identity, folder))
    throw new Error(`WAL_ARCHIVE ${folder}: PostgreSQL's own user may not enter it: name another folder.`);
  const to = quoted(path.join(folder, '%f'));
  // whole or not at all, compressed, as a segment that a minute closed is almost empty; a server that died before it noted what it had archived asks
  // again for the same
  const command = `if test -e ${to}.gz; then gzip -dc ${to}.gz | cmp -s - "%p"; else gzip -1c "%p" > ${to}.part && mv ${to}.part ${to}.gz; fi`;
  return ['archive_mode=on', `archive_command=${command}`, 'archive_timeout=60'];
}

/**
 * Settings of a server that comes up by what was archived in `folder`, until this instant (null: to the end of it); nobody is let in before it is there.
 */
export function recoveringFrom(folder: string, until: Date | null): string[] {
  const from = quoted(path.join(path.resolve(folder), '%f'));
  return [
    'hot_standby=off',
    // as it was kept before it was compressed, too
    `restore_command=if test -e ${from}; then cp ${from} "%p"; else gzip -dc ${from}.gz > "%p"; fi`,
    ...(until === null ? [] : [`recovery_target_time=${asServer(until)}`, 'recovery_target_action=promote']),
  ];
}

/** As it is read before the server knows the names of time zones: Z is one. */
const asServer = (at: Date) => at.toISOString().replace('Z', '+00');

/** For the shell that PostgreSQL calls; a % of the path is doubled, for it stands for something there. */
function quoted(file: string): string {
  const [name, folder] = [path.basename(file), path.dirname(file)];
  return `'${path.join(folder.replaceAll('%', '%%'), name).replaceAll("'", "'\\''")}'`;
}

function own({ uid, gid }: Identity, file: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
}
