import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mountPages } from '../web/index.ts';
import { startApi, type TestApi } from './api.ts';

const MB = 1024 * 1024;
const AT_ONCE = 200;
const FLOOD = fileURLToPath(new URL('./servers/flood.mjs', import.meta.url));

let api: TestApi;
beforeAll(async () => {
  api = await startApi({}, mountPages);
});
afterAll(() => api.stop());

/** Sends so many files of 19 MB at once from a process of its own; how many got which status. */
function flood(path: string, token: string | null, count: number): Promise<Record<string, number>> {
  const sender = spawn(process.execPath, [FLOOD, `${api.url}${path}`, token ?? '', String(count), String(19 * MB)]);
  let text = '';
  sender.stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  return new Promise((resolve, reject) => {
    sender.once('error', reject);
    sender.once('close', () => resolve(JSON.parse(text)));
  });
}

/** By how much this process, which serves, grows at most meanwhile. */
async function growth(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await work();
  clearInterval(watch);
  return most - before;
}

it.each(['/api/v1/esat/campaigns', '/campagnes'])(
  '%s: 200 files at once cost no more than 100 MB (P11)',
  async (path) => {
    const national = await api.as('national');
    await flood(path, national, 8);
    const grown = await growth(async () => {
      const strangers = await flood(path, null, AT_ONCE);
      expect(strangers).toEqual({ 401: AT_ONCE });
      const answered = await flood(path, national, AT_ONCE);
      // as many as may, once and again as others end; the rest is told to come back, none is cut off; no form says whom it was shown to (409)
      expect(Object.keys(answered).filter((status) => !['400', '409', '413', '422', '503'].includes(status))).toEqual(
        [],
      );
      expect(answered['503']).toBeGreaterThan(0);
    });
    expect(grown / MB).toBeLessThan(100);
    expect(readdirSync(api.uploads)).toEqual([]);
  },
);
