import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { workflowBundlePath } from '../stack.ts';

/** A stored history: what `JSON.stringify` makes of one, its payloads in base64. */
export interface StoredHistory {
  events: { eventId: string; eventType: string }[];
}

/**
 * Replays a stored history on the workflows of this tree, or of another bundle; rejects when they would now decide otherwise. What a workflow
 * fails with is encoded (adapters/temporal/failureConverter.ts), and its beginning is all that the SDK tells of it: it is told in clear.
 */
export async function replay(history: StoredHistory, codePath = workflowBundlePath()): Promise<void> {
  const restored = proto.temporal.api.history.v1.History.fromObject(history);
  try {
    await Worker.runReplayHistory({ workflowBundle: { codePath } }, restored, 'replayed');
  } catch (error) {
    const encoded = /encoded_attributes: Some\(\[([\w+/=]+)/.exec(String(error))?.[1];
    throw encoded === undefined ? error : new Error(Buffer.from(encoded, 'base64').toString('utf8'), { cause: error });
  }
}
