import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keepNewest } from './kept.ts';
import { archivingTo } from './server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'passerelle-kept-'));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A backup as a server makes it, as far as its age is told. */
function backup(name: string, segment: string): void {
  const at = path.join(folder, 'base', name);
  mkdirSync(at, { recursive: true });
  writeFileSync(
    path.join(at, 'backup_label'),
    `START WAL LOCATION: 0/2000028 (file ${segment})\nCHECKPOINT LOCATION: 0/2000060\n`,
  );
  execFileSync('tar', ['-cf', 'base.tar', 'backup_label'], { cwd: at });
  rmSync(path.join(at, 'backup_label'));
}

const archive = (...names: string[]) => {
  const wal = path.join(folder, 'wal');
  mkdirSync(wal, { recursive: true });
  for (const name of names) writeFileSync(path.join(wal, name), '');
  return wal;
};

test('the newest backups stay, and of the archive what the oldest of them needs, whatever the timeline', async () => {
  backup('2026-11-28T02-00-00.000Z', '000000010000000000000002');
  backup('2026-11-29T02-00-00.000Z', '000000010000000000000005');
  backup('2026-11-30T02-00-00.000Z', '000000020000000000000009');
  mkdirSync(path.join(folder, 'base', '2026-11-30T03-00-00.000Z.part'));
  const wal = archive(
    ...['000000010000000000000002', '000000010000000000000004', '000000010000000000000004.partial.gz'],
    ...[
      '000000010000000000000005.gz',
      '000000020000000000000004.gz',
      '000000020000000000000006',
      '00000002.history.gz',
    ],
  );
  expect(await keepNewest(path.join(folder, 'base'), 2, wal)).toEqual({ backups: 1, segments: 4 });
  expect(readdirSync(path.join(folder, 'base')).sort()).toEqual([
    '2026-11-29T02-00-00.000Z',
    '2026-11-30T02-00-00.000Z',
    '2026-11-30T03-00-00.000Z.part',
  ]);
  expect(readdirSync(wal).sort()).toEqual(
    [...['000000010000000000000005.gz', '000000020000000000000006', '00000002.history.gz']].sort(),
  );
});

test('fewer than are kept: nothing goes but what is older than the oldest', async () => {
  backup('2026-11-30T02-00-00.000Z', '000000010000000000000003');
  const wal = archive('000000010000000000000002', '000000010000000000000003');
  expect(await keepNewest(path.join(folder, 'base'), 7, wal)).toEqual({ backups: 0, segments: 1 });
  expect(await keepNewest(path.join(folder, 'base'), 7, null)).toEqual({ backups: 0, segments: 0 });
});

test('a segment that is archived already is well, another one under its name is not', () => {
  const wal = path.join(folder, "l'archive");
  const [, command = ''] = archivingTo(wal);
  const segment = path.join(folder, 'segment');
  const archived = (bytes: string) => {
    writeFileSync(segment, bytes);
    const asked = command
      .replace(/^archive_command=/, '')
      .replaceAll('%p', segment)
      .replaceAll('%f', '0001');
    try {
      execFileSync('sh', ['-c', asked], { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  };
  expect([archived('one'), archived('one'), archived('two')]).toEqual([true, true, false]);
  expect(readdirSync(wal)).toEqual(['0001.gz']);
});
