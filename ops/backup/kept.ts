import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { BASE, firstSegment } from './server.ts';

/** What was removed: older backups, and segments of the archive that only they needed. */
export interface Removed {
  backups: number;
  segments: number;
}

/** `TTTTTTTTXXXXXXXXYYYYYYYY`, and what a promotion leaves of a last one, compressed or not; the timeline says nothing of age. */
const SEGMENT = /^[0-9A-F]{8}([0-9A-F]{16})(\.partial)?(\.gz)?$/;

/**
 * Keeps the newest `keep` backups of a folder, whole ones only, and of the archive what the oldest of them needs to come up to any instant since
 * (`wal`; null: there is none here, or it is left alone).
 */
export async function keepNewest(folder: string, keep: number, wal: string | null): Promise<Removed> {
  const backups = readdirSync(folder)
    .filter((name) => !name.endsWith('.part') && existsSync(path.join(folder, name, BASE)))
    .sort();
  const over = backups.slice(0, Math.max(0, backups.length - keep));
  for (const name of over) rmSync(path.join(folder, name), { recursive: true });
  const oldest = backups[over.length];
  if (wal === null || oldest === undefined) return { backups: over.length, segments: 0 };
  const needed = placeOf(await firstSegment(path.join(folder, oldest)));
  const segments = readdirSync(wal).filter((name) => SEGMENT.test(name) && placeOf(name) < needed);
  for (const name of segments) rmSync(path.join(wal, name));
  return { backups: over.length, segments: segments.length };
}

const placeOf = (name: string) => SEGMENT.exec(name)?.[1] ?? '';
