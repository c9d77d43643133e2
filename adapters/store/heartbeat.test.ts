import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { keepBeating } from './heartbeat.ts';
import type { Database } from './prisma.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pulse-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A database that counts what it is asked, and may be away. */
function counting() {
  const asked = { beats: 0, away: false };
  const db = {
    heartbeat: { deleteMany: async () => ({ count: 0 }) },
    $executeRaw: async () => {
      asked.beats += 1;
      if (asked.away) throw new Error('away');
      return 1;
    },
  } as unknown as Database;
  return { db, asked };
}

async function until(seen: () => boolean): Promise<void> {
  for (let looks = 0; !seen() && looks < 2_000; looks += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen()).toBe(true);
}

test('the file beside a worker is touched while it reaches the database, and only then', async () => {
  const file = path.join(folder, 'pulse');
  const { db, asked } = counting();
  const pulse = await keepBeating(db, { everyMs: 5, file });
  try {
    expect(existsSync(file)).toBe(true);
    asked.away = true;
    // the beat that was under way may still touch it
    const before = asked.beats;
    await until(() => asked.beats > before + 1);
    rmSync(file);
    await until(() => asked.beats > before + 4);
    expect(existsSync(file)).toBe(false);
    asked.away = false;
    await until(() => existsSync(file));
  } finally {
    await pulse.stop();
  }
});
