import { z } from 'zod';
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

/** What each of a batch came to, in their order; few at once. */
export async function ofEach<T>(ids: readonly string[], act: (id: string) => Promise<T>): Promise<T[]> {
  const waiting = [...ids.entries()];
  const results: T[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
