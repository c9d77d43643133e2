import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLogger } from '../adapters/logger.ts';
import { mountPages } from '../web/index.ts';
import { partnerBody, startApi, type TestApi } from './api.ts';
import { workbookOfLines } from './builders/workbook.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

let api: TestApi;
let agent: string;
let national: string;
beforeAll(async () => {
  // what the test itself would keep of every request
  api = await startApi({ log: createLogger('test', 'silent') }, mountPages);
  agent = await api.as('agent93');
  national = await api.as('national');
  await api.call('POST', '/partners', { token: agent, body: partnerBody() });
});
afterAll(() => api.stop());

/** Reads, pages, refusals, guesses, writes and files, as they come. */
async function round(count: number): Promise<void> {
  const get = (path: string, token = agent) => api.call('GET', path, { token });
  const page = async (path: string) =>
    (await fetch(`${api.url}${path}`, { headers: { cookie: `session=${agent}` }, redirect: 'manual' })).text();
  const file = () => {
    const raw = new FormData();
    raw.append('dryRun', 'true');
    raw.append('file', new Blob([Uint8Array.from(workbookOfLines([['SIRET', 'Nom']]))]), 'liste.xlsx');
    return raw;
  };
  await Promise.all([
    get('/me'),
    get('/partners?q=tilleuls'),
    get('/tasks'),
    get(`/processes/inconnu-${count}`),
    get(`/partners?limit=${count}x`),
    api.call('GET', '/me'),
    api.call('POST', '/partners', { token: agent, body: partnerBody({ siret: '123' }) }),
    api.call('POST', '/auth/login', { body: { login: `personne${count % 7}@x.example`, password: 'faux' } }),
    api.call('POST', '/esat/campaigns', { raw: file() }),
    ...(count % 10 === 0 ? [api.call('POST', '/esat/campaigns', { token: national, raw: file() })] : []),
    page('/taches'),
    page('/partenaires'),
    page(`/inconnu/${count}`),
    get('/health/ready'),
    get('/metrics'),
  ]);
}

async function heapAfter(from: number, rounds: number): Promise<number> {
  for (let count = from; count < from + rounds; count += 1) await round(count);
  return settled();
}

/** What is on its way to be let go has gone after a turn or two. */
async function settled(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  return process.memoryUsage().heapUsed;
}

/** Minutes of the long run, for who looks at it by hand (P11): `HEAP_MINUTES=10`. */
const MINUTES = Number(process.env.HEAP_MINUTES ?? 0);

it('the heap is flat over thousands of mixed requests (P11)', async () => {
  const warm = await heapAfter(0, 60);
  const after = await heapAfter(60, 240);
  expect(after / warm).toBeLessThan(1.1);
});

if (MINUTES > 0)
  it(
    `the heap is flat over ${MINUTES} minutes of mixed requests (P11)`,
    async () => {
      const started = Date.now();
      const heaps: number[] = [await heapAfter(300, 60)];
      for (let count = 360; heaps.length <= MINUTES; count += 1) {
        await round(count);
        if (Date.now() - started < heaps.length * 60_000) continue;
        heaps.push(await settled());
        console.info(`${heaps.length - 1} min, ${count} rounds: ${((heaps.at(-1) ?? 0) / 2 ** 20).toFixed(1)} MB`);
      }
      const [first = 0] = heaps;
      for (const one of heaps) expect(Math.abs(one / first - 1)).toBeLessThan(0.1);
    },
    (MINUTES + 5) * 60_000,
  );
