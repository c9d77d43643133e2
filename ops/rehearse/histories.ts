// Run inside the deployment's API: node --import tsx ops/rehearse/histories.ts <instant>. What Temporal recorded of each execution that was under way
// since then, as JSON, what went alike as one: on which release each of its tasks was done, and which failed for its story.
import proto from '@temporalio/proto';
import { openTemporal } from '../../adapters/temporal/temporal.ts';
import { keysSettings } from '../operator.ts';

/** Runs of executions that went alike, by their histories alone. */
export interface Recorded {
  type: string;
  /** of one of them */
  id: string;
  count: number;
  status: string;
  /** by which its tasks were done, one after the other; '' for workers without a release */
  releases: string[];
  pinned: boolean;
  /** what was said of tasks that failed for the story, the first of each */
  failed: string[];
}

const { WorkflowTaskFailedCause: Cause, VersioningBehavior } = proto.temporal.api.enums.v1;
/** The story does not fit the history, or its code threw. */
const FOR_THE_STORY: readonly unknown[] = [
  Cause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR,
  Cause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE,
];

const [since = ''] = process.argv.slice(2);
const { temporal, encryptionKeys } = keysSettings(process.env);
const client = await openTemporal(temporal, encryptionKeys);
const recorded = new Map<string, Recorded>();
for await (const run of client.workflow.list({ query: `ExecutionStatus = 'Running' OR CloseTime > '${since}'` })) {
  const { events } = await client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
  const done = (events ?? []).flatMap((event) => event.workflowTaskCompletedEventAttributes ?? []);
  const failed = (events ?? []).flatMap((event) => event.workflowTaskFailedEventAttributes ?? []);
  const alike: Omit<Recorded, 'id' | 'count'> = {
    ...{ type: run.type, status: run.status.name },
    releases: done
      .map(({ deploymentVersion }) => deploymentVersion?.buildId ?? '')
      .filter((one, index, all) => one !== all[index - 1]),
    pinned: done.some(({ versioningBehavior }) => versioningBehavior === VersioningBehavior.VERSIONING_BEHAVIOR_PINNED),
    failed: failed
      .filter(({ cause }) => FOR_THE_STORY.includes(cause))
      .map(({ failure }) => failure?.message ?? 'without a word'),
  };
  const key = JSON.stringify(alike);
  const known = recorded.get(key) ?? { ...alike, id: run.workflowId, count: 0 };
  recorded.set(key, { ...known, count: known.count + 1 });
}
process.stdout.write(JSON.stringify([...recorded.values()]), () => process.exit(0));
