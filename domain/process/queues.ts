/**
 * Task queues, so that what one waits for does not stand behind what another does (P2). People's keeps the name that it had when there was one for
 * all: processes released then wait there for months.
 */
export const QUEUES = {
  /** acts from clicks, and the processes that take them */
  people: 'passerelle',
  /** what goes through many at once: launches, imports, waves, sweeps over everyone; and the processes that these begin */
  bulk: 'passerelle-bulk',
  /** the outbox, and what was stored and not confirmed */
  mail: 'passerelle-dispatch',
} as const;

/** What a worker may serve; `WORKER_QUEUES` names some, or all by default. */
export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

/** Where the mass work of what stands on this queue goes: beside people's; on a queue of another name, which is one for all, it stays. */
export function bulkBeside(queue: string): string {
  return queue === QUEUES.people ? QUEUES.bulk : queue;
}

const OF_BULK = '-bulk';

/** Where a process goes on once somebody has acted on it; null: it is there. */
export function peopleBeside(queue: string): string | null {
  return queue.endsWith(OF_BULK) ? queue.slice(0, -OF_BULK.length) : null;
}
