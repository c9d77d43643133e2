import type { z } from 'zod';
import { heartbeats } from '../adapters/store/heartbeat.ts';
import { backlog } from '../adapters/store/queries/operations.ts';
import type { QueueFigures } from '../adapters/temporal/operations.ts';
import { runStates, sweepState } from '../domain/operations/workers.ts';
import type { ApiDeps } from './deps.ts';
import { partsOf } from './health.ts';
import { iso, isoOrNull } from './shapes/common.ts';
import type { statusOut } from './shapes/operation.ts';

/** What runs, what waits, and what does not answer. Reads on where Temporal is away (R7). */
export async function statusOfAll(deps: ApiDeps, at: Date): Promise<z.input<typeof statusOut>> {
  const [parts, beats, queues, waiting] = await Promise.all([
    partsOf(deps),
    heartbeats(deps.db),
    deps.operations.queues().catch(() => null),
    backlog(deps.db, at),
  ]);
  const sweep = beats.find(({ kind }) => kind === 'sweep');
  const workers = runStates(beats.filter(({ kind }) => kind === 'worker'));
  const runs = new Set(workers.filter(({ state }) => state === 'EN_MARCHE').map(({ host }) => host));
  const gone = new Set(workers.map(({ host }) => host).filter((host) => !runs.has(host)));
  // Temporal remembers for minutes who asked it for work: who is gone asks no more
  const asked = queues?.map((one) => ({ ...one, pollers: one.pollers.filter(({ identity }) => !gone.has(identity)) }));
  return {
    parts,
    workers: workers.map(({ host, state, startedAt, silentMs }) => ({
      ...{ host, state, startedAt: iso(startedAt), silentMs },
      queues: queuesOf(host, asked ?? []),
    })),
    queues: asked?.map(({ pollers, ...one }) => ({ ...one, pollers: pollers.length })) ?? null,
    sweep: sweep === undefined ? null : { silentMs: sweep.silentMs, state: sweepState(sweep.silentMs) },
    backlog: { ...waiting, sealedAt: isoOrNull(waiting.sealedAt) },
  };
}

function queuesOf(host: string, queues: readonly QueueFigures[]): string[] {
  const asked = queues.filter(({ pollers }) => pollers.some(({ identity }) => identity === host));
  return [...new Set(asked.map(({ queue }) => queue))];
}
