import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Identity, PostgresBinaries } from './postgresFiles.ts';

/**
 * As root, PostgreSQL runs as a user of its own, who may not enter a closed folder: a clone below a home of mode 700, say. Nobody's folder
 * is opened for that user. What it must reach lies here instead, in folders that everyone may enter and only root may write.
 */
const OUTSIDE = '/var/lib/passerelle';
const NOT_ENTERED = ': its own user may not enter that one';
const ADVICE = 'start as another user than root, or set DATABASE_URL';

/** The programs as this identity can run them: where npm put them, or a copy of this version in `outside`. */
export function reachableBinaries(
  identity: Identity,
  binaries: PostgresBinaries,
  say: (line: string) => void,
  outside = OUTSIDE,
): PostgresBinaries {
  if (identity.uid === undefined || runs(identity, binaries.postgres)) return binaries;
  const native = path.dirname(path.dirname(binaries.postgres));
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(native), 'package.json'), 'utf8'));
  const copy = path.join(outside, `postgresql-${version}`);
  if (!existsSync(copy)) copyOpen(native, copy, outside);
  const within = (file: string) => path.join(copy, path.relative(native, file));
  const copied = { postgres: within(binaries.postgres), initdb: within(binaries.initdb) };
  if (!runs(identity, copied.postgres))
    throw new Error(
      `PostgreSQL refuses to run as root, and its own user can run it neither in ${native} nor in ${copy}: remove ${copy} to have it copied anew, ${ADVICE}.`,
    );
  say(`  PostgreSQL's programs are run from ${copy}: its own user may not enter ${native}`);
  return copied;
}

/**
 * Where the cluster of `folder` lies: there, or, where this identity may not enter that, in a folder of its own in `outside`, to which
 * `folder` is from then on a link. A cluster that stands in `folder` moves along. Throws when the place that a link leads to is gone.
 */
export function reachableCluster(
  identity: Identity,
  folder: string,
  say: (line: string) => void,
  outside = OUTSIDE,
): string {
  const found = linked(folder);
  if (found !== folder && !existsSync(path.dirname(found)))
    throw new Error(
      `${folder} leads to ${found}, which is gone: put it back, or remove the whole of ${path.dirname(folder)} to begin anew.`,
    );
  mkdirSync(path.dirname(found), { recursive: true }); // under a umask that closes it, who knows
  const reachable = mayEnter(identity, path.dirname(found));
  const place = reachable ? found : path.join(newHome(folder, outside), 'files');
  if (!reachable) {
    if (existsSync(found)) move(found, place);
    rmSync(folder, { force: true });
    symlinkSync(place, folder);
  }
  if (!mayEnter(identity, path.dirname(place)))
    throw new Error(
      `PostgreSQL refuses to run as root, and its own user may not enter ${path.dirname(place)}: let it, ${ADVICE}.`,
    );
  // told at every start: who looks for them, or removes them, looks in `folder` first
  if (place !== folder)
    say(`  PostgreSQL's files are in ${place}, where ${folder} leads${reachable ? '' : NOT_ENTERED}`);
  return place;
}

/** Removes a cluster wherever it lies, and the folder that was made for it. */
export function removeCluster(folder: string, outside = OUTSIDE): void {
  const place = linked(folder);
  if (path.dirname(path.dirname(place)) === outside) rmSync(path.dirname(place), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Where a link leads, be there something or not; without one, the folder itself. */
function linked(folder: string): string {
  const link = lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return link ? path.resolve(path.dirname(folder), readlinkSync(folder)) : folder;
}

/** It runs, so its folders can be entered and its libraries read: better than to ask each for its rights. */
function runs(identity: Identity, program: string): boolean {
  return spawnSync(program, ['--version'], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Whether this identity may enter the folder; anybody may who is no other than ourselves. */
export function mayEnter(identity: Identity, folder: string): boolean {
  if (identity.uid === undefined) return true;
  return spawnSync('test', ['-x', folder], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** A folder in `outside` for one cluster; it says whose it is. */
function newHome(folder: string, outside: string): string {
  openFolder(outside);
  const home = mkdtempSync(path.join(outside, 'postgres-'));
  chmodSync(home, 0o755);
  writeFileSync(path.join(home, 'of'), `${folder}\n`);
  return home;
}

function openFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755); // whatever the umask
}

/** Whole or not at all, for everyone to read; another start may be as far at the same time. */
function copyOpen(from: string, to: string, outside: string): void {
  openFolder(outside);
  const draft = mkdtempSync(path.join(outside, 'copy-'));
  try {
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
    openAll(draft);
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** `chmod -R a+rX` */
function openAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openAll(file);
    else if (entry.isFile()) chmodSync(file, (statSync(file).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/** With its owner; `cp` where the two are not on one file system. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    execFileSync('cp', ['-a', from, to], { stdio: 'ignore' });
    rmSync(from, { recursive: true, force: true });
  }
}
