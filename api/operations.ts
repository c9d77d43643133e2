import type { z } from 'zod';
import { type Heartbeat, heartbeats, SILENT_AFTER_MS } from '../adapters/store/heartbeat.ts';
import { backlog } from '../adapters/store/queries/operations.ts';
import type { QueueFigures } from '../adapters/temporal/operations.ts';
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
  const workers = replaced(
    beats.filter(({ kind }) => kind === 'worker').map((one) => ({ ...one, state: stateOf(one) })),
  );
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
    sweep:
      sweep === undefined
        ? null
        : { silentMs: sweep.silentMs, state: sweep.silentMs > SWEEP_SILENT_AFTER_MS ? 'MUET' : 'EN_MARCHE' },
    backlog: { ...waiting, sealedAt: isoOrNull(waiting.sealedAt) },
  };
}

type RunState = z.input<typeof statusOut>['workers'][number]['state'];

function stateOf({ stoppedAt, silentMs }: Heartbeat): RunState {
  if (stoppedAt !== null) return 'ARRETE';
  return silentMs > SILENT_AFTER_MS ? 'MUET' : 'EN_MARCHE';
}

/** One that fell silent and in whose place another one began since is told, and troubles nobody any more: each newcomer takes one place. */
function replaced<W extends Heartbeat & { state: RunState }>(workers: readonly W[]): W[] {
  const newcomers = workers
    .filter(({ state }) => state === 'EN_MARCHE')
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  const taken = new Map<string, RunState>();
  for (const { id, beatAt } of workers
    .filter(({ state }) => state === 'MUET')
    .toSorted((a, b) => a.beatAt.getTime() - b.beatAt.getTime())) {
    const since = newcomers.findIndex(({ startedAt }) => startedAt > beatAt);
    if (since === -1) continue;
    newcomers.splice(since, 1);
    taken.set(id, 'REMPLACE');
  }
  return workers.map((one) => ({ ...one, state: taken.get(one.id) ?? one.state }));
}

/** The sweep is taken over by another worker once its own is known to have died. */
const SWEEP_SILENT_AFTER_MS = 30_000;

function queuesOf(host: string, queues: readonly QueueFigures[]): string[] {
  const asked = queues.filter(({ pollers }) => pollers.some(({ identity }) => identity === host));
  return [...new Set(asked.map(({ queue }) => queue))];
}
