import { Context } from '@temporalio/activity';

/** Well under the `heartbeatTimeout` of every policy (workflows/policies.ts). */
const BEAT_MS = 4_000;

/**
 * Does one long piece of work of an activity that says meanwhile that it lives: else it would be begun a second time beside itself. The work is
 * told whether the worker is to leave.
 */
export async function beating<T>(work: (stopping: () => boolean) => Promise<T>): Promise<T> {
  const context = Context.current();
  const stopping = () => context.cancellationSignal.aborted;
  const clock = setInterval(() => context.heartbeat(), BEAT_MS);
  try {
    return await work(stopping);
  } finally {
    clearInterval(clock);
  }
}
