import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { API_PATIENCE, answeredWithinMs } from './store/patience.ts';
import { processGateway } from './temporal/temporal.ts';

const ROOT = path.join(import.meta.dirname, '..');
const sources = ['adapters', 'api', 'activities', 'web', 'server.ts', 'worker.ts'].flatMap((place) =>
  place.endsWith('.ts')
    ? [place]
    : readdirSync(path.join(ROOT, place), { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
        .map((file) => path.join(place, file)),
);
const code = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

describe('nothing waits for ever for a server that is frozen', () => {
  it('the API gives up a connection, or a query, before 5 s', () => {
    expect(API_PATIENCE.waitMs).toBeLessThan(5_000);
    expect(answeredWithinMs(API_PATIENCE.queryMs)).toBeLessThan(5_000);
    expect(code('server.ts')).toMatch(/openDatabase\([^)]*API_PATIENCE\)/);
  });

  it('every connection to PostgreSQL has a limit for itself and for each query, on this side', () => {
    const opened = sources.flatMap((file) =>
      [...code(file).matchAll(/new (?:pg\.|Impatient)?(?:Client|Pool)\(\{[\s\S]*?\}\);/g)]
        .map(([text]) => text)
        .filter((text) => text.includes('connectionString'))
        .map((text) => ({
          file,
          limits: ['connectionTimeoutMillis', 'query_timeout'].filter((one) => text.includes(one)),
        })),
    );
    expect(opened.length).toBeGreaterThan(1);
    expect(opened.filter(({ limits }) => limits.length < 2)).toEqual([]);
    const unseen = sources.filter(
      (file) => /import pg from 'pg'/.test(code(file)) && !opened.some((one) => one.file === file),
    );
    // what only says how long a connection waits opens none
    expect(unseen).toEqual(['adapters/store/impatient.ts']);
  });

  it('every word to Temporal for a request or the sweep has its deadline', async () => {
    let within = 0;
    const asked: string[] = [];
    const said = (what: string) => async () => {
      expect([what, within]).toEqual([what, 1]);
      asked.push(what);
      return {};
    };
    const client = {
      async withDeadline(deadline: number, work: () => Promise<unknown>) {
        expect(deadline).toBeLessThanOrEqual(Date.now() + 5_000);
        within += 1;
        try {
          return await work();
        } finally {
          within -= 1;
        }
      },
      workflow: {
        start: said('start'),
        execute: said('execute'),
        getHandle: () => ({ executeUpdate: said('update') }),
      },
      connection: { workflowService: { getSystemInfo: said('alive') } },
    };
    const gateway = processGateway(client as unknown as Client);
    const process = { type: 'conventionnement', processId: 'p' } as const;
    await gateway.start(process);
    await gateway.deliver({ ...process, commandId: 'c' });
    expect(await gateway.alive()).toBe(true);
    expect(asked).toEqual(['start', 'update', 'alive']);
  });
});
