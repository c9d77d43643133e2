import express, { type Express } from 'express';
import { databaseTakes } from '../adapters/store/probe.ts';
import type { ApiDeps, HealthCheck } from './deps.ts';

/** A part that does not answer in this time counts as away. */
const PATIENCE_MS = 2_500;

/**
 * `/health/live`: this process runs. `/health/ready`: every part it needs, each named; the database and the disk are written to. `/metrics`:
 * Prometheus, in production on its private port alone (`adapters/watch/server.ts`), for figures of a deployment are not public. In this spelling
 * alone, as `mountDocs` has its own.
 */
export function mountHealth(app: Express, deps: ApiDeps): void {
  const health = express.Router({ caseSensitive: true });
  app.use(health);
  health.get('/health/live', (_request, response) => void response.json({ status: 'ok' }));
  health.get('/health/ready', async (_request, response) => {
    const checks = await partsOf(deps);
    const ready = checks.every(({ state }) => state === 'ok');
    response.status(ready ? 200 : 503).json({
      status: ready ? 'ok' : 'down',
      checks: Object.fromEntries(checks.map(({ name, state }) => [name, state])),
    });
  });
  if (deps.production) return;
  health.get('/metrics', async (_request, response) => {
    response.type(deps.metrics.contentType).send(await (deps.watched ?? (() => deps.metrics.metrics()))());
  });
}

/** Every part that the application needs, and whether it answers. */
export async function partsOf(deps: ApiDeps): Promise<{ name: string; state: 'ok' | 'down' }[]> {
  // it is written to: one that has no room left still reads
  const database: HealthCheck = () => databaseTakes(deps.db, deps.clock());
  return Promise.all(
    Object.entries({ database, ...deps.health }).map(async ([name, check]) => ({
      name,
      state: (await answers(check)) ? ('ok' as const) : ('down' as const),
    })),
  );
}

async function answers(check: HealthCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([check().catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
