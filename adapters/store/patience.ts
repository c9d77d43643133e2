import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How long the API waits for PostgreSQL: for a connection, or for an answer. People are told to come back within 5 s, also where the server is
 * frozen and says nothing.
 */
export const API_PATIENCE = { waitMs: 3_000, queryMs: 3_500 };

/** What the server's own word, that a query took too long, needs to arrive. */
const UNANSWERED_MS = 500;

/** When this side gives up a query that the server was to end after `queryMs`. */
export function answeredWithinMs(queryMs: number): number {
  return queryMs + UNANSWERED_MS;
}

/** What one request may still wait for each answer. */
const asking = new AsyncLocalStorage<{ mostMs: number } | undefined>();

/**
 * Runs a request with one patience for all that it asks: where a server has not answered it, what it asks afterwards (an outcome, a key to give
 * back, a page that says sorry) does not wait as long again.
 */
export function oneRequest<T>(work: () => T): T {
  return asking.run({ mostMs: Number.POSITIVE_INFINITY }, work);
}

/** Runs what a request leaves behind, which nobody waits for: with a patience of its own. */
export function leftBehind<T>(work: () => T): T {
  return asking.exit(work);
}

/** A server did not answer this request: from now on it waits at most so long for each answer; 0: for none. */
export function waitedInVain(mostMs: number): void {
  const request = asking.getStore();
  if (request !== undefined) request.mostMs = Math.min(request.mostMs, mostMs);
}

/** How long is waited for an answer that may take `ms`. */
export function patienceOf(ms: number): number {
  return Math.min(ms, asking.getStore()?.mostMs ?? ms);
}

/** True once this request waited for an answer that did not come: it waits for nobody else. */
export function hasWaitedInVain(): boolean {
  return Number.isFinite(asking.getStore()?.mostMs ?? Number.POSITIVE_INFINITY);
}

/** A callback that knows its request, whoever calls it; it costs nothing where there is none, as in a worker (P1). */
export function inRequest<F extends (...args: never[]) => void>(callback: F): F {
  const request = asking.getStore();
  return ((...args) => asking.run(request, callback, ...args)) as F;
}
