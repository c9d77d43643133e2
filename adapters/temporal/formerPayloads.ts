import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { encryptedBy } from './codec.ts';

/** Histories that are read at once. */
const AT_ONCE = 8;
const PAGE = 200;

export interface FormerPayloads {
  /** executions under way */
  running: number;
  /** of those, how many hold a payload of another key than the current one, or of another form, by the id of that key */
  needing: Record<string, number>;
}

/**
 * Which keys the histories of running executions need still: a history is never rewritten, and is read again from its beginning whenever a worker
 * has not its workflow in memory. Reads every one of them, for a payload of a former key may stand anywhere in it. Errors of Temporal are the caller's.
 */
export async function formerPayloads(client: Client, currentKeyId: string): Promise<FormerPayloads> {
  const counted: FormerPayloads = { running: 0, needing: {} };
  const count = (found: Set<string> | null) => {
    if (found === null) return;
    counted.running += 1;
    for (const id of found) counted.needing[id] = (counted.needing[id] ?? 0) + 1;
  };
  const reading = new Set<Promise<void>>();
  for await (const { workflowId, runId } of client.workflow.list({
    query: "ExecutionStatus = 'Running'",
    pageSize: PAGE,
  })) {
    const one = keysOfHistory(client, { workflowId, runId }, currentKeyId).then(count);
    reading.add(one);
    one.finally(() => reading.delete(one)).catch(() => {});
    if (reading.size >= AT_ONCE) await Promise.race(reading);
  }
  await Promise.all(reading);
  return counted;
}

/** Null: it has ended meanwhile, and its history is gone. */
async function keysOfHistory(
  client: Client,
  execution: { workflowId: string; runId: string },
  currentKeyId: string,
): Promise<Set<string> | null> {
  const found = new Set<string>();
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.connection.workflowService
      .getWorkflowExecutionHistory({
        namespace: client.options.namespace,
        execution,
        nextPageToken: nextPageToken ?? null,
      })
      .catch((error: { code?: number }) => {
        if (error.code === NOT_FOUND) return null;
        throw error;
      });
    if (page === null) return null;
    for (const event of page.history?.events ?? []) collect(event, currentKeyId, found);
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken !== undefined);
  return found;
}

const NOT_FOUND = 5;

/** A payload may stand anywhere in an event: in its input, a failure, a header, a memo. */
function collect(part: unknown, currentKeyId: string, found: Set<string>): void {
  if (part === null || typeof part !== 'object' || ArrayBuffer.isView(part)) return;
  const by = 'metadata' in part && 'data' in part ? encryptedBy(part as Payload) : null;
  if (by !== null && (by.id !== currentKeyId || !by.formed)) found.add(by.id);
  for (const one of Object.values(part)) collect(one, currentKeyId, found);
}
