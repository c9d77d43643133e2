import { heartbeats, marks } from '../../adapters/store/heartbeat.ts';
import { watchedFacts } from '../../adapters/store/queries/watch.ts';
import type { CertificateFigure } from '../../adapters/watch/certificates.ts';
import type { ApiDeps } from '../deps.ts';
import { partsOf } from '../health.ts';
import { gaugesIn, type Look } from './gauges.ts';

/** Several who scrape, or one who scrapes often, cost one look in this time. */
const FRESH_MS = 10_000;
/** A source that does not answer in this time is told as blind; the others are told. */
const PATIENCE_MS = 5_000;

export interface WatchSettings {
  /** ids of ENCRYPTION_KEYS, the one that encrypts first */
  keyIds: readonly string[];
  /** room of the database's volume, in bytes; null: nobody said */
  volumeBytes: number | null;
  certificates(): Promise<CertificateFigure[]>;
  /** what a source may take; a test on a busy machine waits longer */
  patienceMs?: number;
}

type Watched = ApiDeps;

/**
 * What Prometheus is given: every gauge of the facts, of Temporal and of the parts, from a look that is at most ten seconds old, beside what the
 * registry counts by itself. Never throws: a source that is away is told as such (R7).
 */
export function watchText(deps: Watched, settings: WatchSettings): () => Promise<string> {
  const tell = gaugesIn(deps.metrics);
  let lookedAt = 0;
  let under: Promise<void> | null = null;
  return async () => {
    if (under === null && Date.now() - lookedAt >= FRESH_MS)
      under = lookAround(deps, settings)
        .then((look) => {
          tell(look);
          lookedAt = Date.now();
        })
        .finally(() => {
          under = null;
        });
    await under;
    return deps.metrics.metrics();
  };
}

/** Asks every source at once, each with its own patience. */
async function lookAround(deps: Watched, settings: WatchSettings): Promise<Look> {
  const { keyIds, volumeBytes, certificates, patienceMs = PATIENCE_MS } = settings;
  const known = <T>(asked: Promise<T>) => knownWithin(asked, patienceMs);
  const at = deps.clock();
  const [first = ''] = keyIds;
  const [parts, facts, beats, queues, wrong, shown, marked] = await Promise.all([
    known(partsOf(deps)),
    known(watchedFacts(deps.db, at)),
    known(heartbeats(deps.db)),
    known(deps.operations.queues()),
    known(deps.operations.wrongExecutions()),
    known(certificates()),
    known(marks(deps.db, first)),
  ]);
  return {
    ...{ parts, facts, beats, queues, wrong, certificates: shown },
    keys: marked === null ? null : { count: keyIds.length, since: marked.keySince },
    backupAt: marked?.backupAt ?? null,
    volumeBytes,
  };
}

/** The answer, or null: it failed, or came too late. */
async function knownWithin<T>(asked: Promise<T>, patienceMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}
