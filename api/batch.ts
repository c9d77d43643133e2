import { z } from 'zod';
import { DomainError } from '../domain/errors.ts';
import { outageOf, RetryLater } from './problem.ts';
import { id } from './shapes/common.ts';

/** So many that a batch ends, at some ten acts a second, well before a client gives up. */
export const BATCH_MAX = 400;
/** Acts at once: the pool of connections is shared with everyone else. */
const AT_ONCE = 4;

/** What a batch is about: 1 to 400 ids, each once. */
export const batchIds = z
  .array(id)
  .min(1)
  .max(BATCH_MAX)
  .transform((ids) => [...new Set(ids)]);

/** A batch answers within this, before what stands in front of the API gives it up (ops/proxy.cfg); what is left is asked for again. */
const ANSWERED_MS = 40_000;

/** What an act of a batch came to: done, refused by a rule, or not known yet (the same key tells, and goes on with what was not begun). */
export const batchStatus = z
  .enum(['done', 'refused', 'pending'])
  .meta({ description: '`pending` : pas encore confirmé ; la même demande sous la même clé le dit, et fait le reste' });

/** What each of a batch came to, in their order; few at once, and nothing is begun any more once the answer is due: then `left` says so. */
export async function ofEach<T>(
  ids: readonly string[],
  act: (id: string) => Promise<T>,
  left: (id: string) => T,
  answeredMs = ANSWERED_MS,
): Promise<T[]> {
  const until = performance.now() + answeredMs;
  const waiting = [...ids.entries()];
  const results: T[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next[0]] = performance.now() > until ? left(next[1]) : await act(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** A line of a batch whose act threw. Throws on what is nobody's refusal. */
export function failedLine(error: unknown): Pick<BatchLine, 'status' | 'code' | 'message'> {
  if (error instanceof RetryLater || outageOf(error) !== null) return PENDING;
  if (!(error instanceof DomainError)) throw error;
  return { status: 'refused', code: error.code, message: error.message };
}

/** A line of what was not confirmed. */
export const PENDING = { status: 'pending', code: 'NON_CONFIRME', message: 'pas encore confirmé' } as const;

interface BatchLine {
  status: z.output<typeof batchStatus>;
  code: DomainError['code'] | null;
  message: string | null;
}

/** An answer that is kept under its key only once it knows what each came to. */
export function batchReply<T extends BatchLine>(items: T[]) {
  const unfinished = items.some(({ status }) => status === 'pending');
  return { status: 200 as const, body: { items }, unfinished };
}
