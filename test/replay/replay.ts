import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { workflowBundlePath } from '../stack.ts';

/** A stored history: what `JSON.stringify` makes of one, its payloads in base64. */
export interface StoredHistory {
  events: { eventId: string; eventType: string }[];
}

/** Replays a stored history on the workflows of this tree; rejects when they would now decide otherwise. */
export async function replay(history: StoredHistory): Promise<void> {
  const restored = proto.temporal.api.history.v1.History.fromObject(history);
  await Worker.runReplayHistory({ workflowBundle: { codePath: workflowBundlePath() } }, restored, 'replayed');
}
