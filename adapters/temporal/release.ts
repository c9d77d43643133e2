import type { Client } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import type { AuditDraft } from '../../domain/decision/journal.ts';
import { RELEASE_LINES } from '../../domain/operations/lines.ts';
import type { Database } from '../store/prisma.ts';
import { tellByCommand } from '../store/restored.ts';
import { type OpenProcess, openAmong } from '../store/underWay.ts';
import { beginAnew } from './beginAnew.ts';

/** All workers of processes are one deployment; each release of it is a version, named by its build. */
export const DEPLOYMENT = 'passerelle';

/**
 * Options of a worker of processes that belongs to a release; none where releases have no name (one machine, tests): then whoever asks gets work.
 * A workflow that says nothing else moves to the release that is current: dossiers wait for months, and no release is kept for that long.
 * What ends within minutes says `PINNED` in its own file, and ends on the release on which it began (docs/architecture.md, « Releases »).
 */
export function releaseOf(
  buildId: string | null,
  deploymentName = DEPLOYMENT,
): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (buildId === null) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}

interface Deployment {
  client: Client;
  deploymentName?: string;
}

/** The release that gets new work, and what may move; null: workers without a release, or none yet. */
export async function currentRelease({ client, deploymentName = DEPLOYMENT }: Deployment): Promise<string | null> {
  const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
    namespace: client.options.namespace,
    deploymentName,
  });
  return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId || null;
}

/** Executions under way that end on another release than the current one, by its build: what is pinned there, and what was kept. Temporal counts with a delay. */
export async function heldElsewhere({ client, deploymentName = DEPLOYMENT }: Deployment): Promise<Map<string, number>> {
  const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
    namespace: client.options.namespace,
    deploymentName,
  });
  const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
  const held = new Map<string, number>();
  for (const { deploymentVersion } of workerDeploymentInfo?.versionSummaries ?? []) {
    const buildId = deploymentVersion?.buildId;
    if (!buildId || buildId === current) continue;
    const there = `TemporalWorkerDeploymentVersion = '${deploymentName}:${buildId}' AND TemporalWorkflowVersioningBehavior = 'Pinned'`;
    const { count } = await client.workflow.count(`ExecutionStatus = 'Running' AND ${there}`);
    if (count > 0) held.set(buildId, count);
  }
  return held;
}

/**
 * From now on this release gets what begins and what may move. Whatever was kept on another one is let go: it takes the passages that
 * its history bears along, which this release has to know. Throws where no worker of it asks for work.
 */
export async function makeCurrent(
  { client, deploymentName = DEPLOYMENT }: Deployment,
  buildId: string,
): Promise<{ released: number }> {
  await setCurrent({ client, deploymentName }, buildId);
  let released = 0;
  for await (const execution of changed(client)) {
    const { versioningOverride } = (await describe(client, execution)).versioningInfo ?? {};
    if (versioningOverride?.pinned?.version?.deploymentName !== deploymentName) continue;
    await override(client, execution, null);
    released += 1;
  }
  return { released };
}

/** Looks for what went by a passage at the very instant go on for so long after the last one that was found: Temporal lists it with a delay. */
const QUIET_MS = 6_000;

export interface WentBack {
  /** they began anew from their facts on the former release */
  begunAnew: number;
  /** the former release does not know where they stand: they stay with the other one */
  kept: number;
}

/**
 * Back to a former release: it gets what begins, and every execution that has not gone by a passage (`patched`) since. One that has bears it in its
 * history, which the former release cannot follow: it begins anew there from its facts (`beginAnew`), whose story it then follows. Where the former release
 * does not know its type or the phase that it has entered (`knows`), it is kept on the release that it is on, whose workers have to stay until it has
 * ended or a release that knows is current. Nothing is lost by what was tried on the former release in between.
 */
export async function goBack(
  { client, database, deploymentName = DEPLOYMENT }: Deployment & { database: Database },
  { to, from, knows }: { to: string; from: string; knows: (process: OpenProcess) => boolean },
): Promise<WentBack> {
  const at = new Date();
  const tell = (process: OpenProcess | null, line: Omit<AuditDraft, 'entity' | 'entityId'>) =>
    tellByCommand(
      database,
      [
        {
          process,
          line: {
            ...line,
            entity: process === null ? 'installation' : 'execution',
            entityId: process?.id ?? deploymentName,
          },
        },
      ],
      at,
    );
  await setCurrent({ client, deploymentName }, to);
  const done: WentBack = { begunAnew: 0, kept: 0 };
  for (let quietUntil = Date.now() + QUIET_MS; Date.now() < quietUntil; await pause()) {
    for await (const execution of changed(client)) {
      const { versioningInfo, taskQueue } = await describe(client, execution);
      const on = versioningInfo?.deploymentVersion;
      const already = versioningInfo?.versioningOverride?.pinned?.version != null;
      if (already || on?.deploymentName !== deploymentName || on.buildId !== from) continue;
      const process = (await openAmong(database, [execution.workflowId])).get(execution.workflowId);
      const anew = process !== undefined && knows(process);
      if (anew) await beginAnew(client, process, taskQueue ?? undefined);
      else await override(client, execution, { deploymentName, buildId: from });
      if (process !== undefined)
        await tell(process, { ...RELEASE_LINES[anew ? 'begunAnew' : 'kept'], before: { release: from } });
      done[anew ? 'begunAnew' : 'kept'] += 1;
      quietUntil = Date.now() + QUIET_MS;
    }
  }
  await tell(null, { ...RELEASE_LINES.back, before: { release: from }, after: { release: to, ...done } });
  return done;
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 500));

/** Executions under way whose histories bear a passage. */
async function* changed(client: Client): AsyncIterable<{ workflowId: string; runId: string }> {
  for await (const { workflowId, runId } of client.workflow.list({
    query: "ExecutionStatus = 'Running' AND TemporalChangeVersion IS NOT NULL",
  }))
    yield { workflowId, runId };
}

async function describe(client: Client, execution: { workflowId: string; runId: string }) {
  const { workflowExecutionInfo } = await client.workflowService.describeWorkflowExecution({
    namespace: client.options.namespace,
    execution,
  });
  return workflowExecutionInfo ?? {};
}

/** Makes it so and waits until Temporal has told its queues, some seconds: until then they may still ask the workers of the former one. */
async function setCurrent({ client, deploymentName = DEPLOYMENT }: Deployment, buildId: string): Promise<void> {
  const deployment = { namespace: client.options.namespace, deploymentName };
  await client.workflowService.setWorkerDeploymentCurrentVersion({ ...deployment, buildId });
  for (let looks = 0; looks < TELLING_LOOKS; looks += 1) {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment(deployment);
    if (workerDeploymentInfo?.routingConfigUpdateState !== TELLING) return;
    await pause();
  }
}

async function override(
  client: Client,
  workflowExecution: { workflowId: string; runId: string },
  version: { deploymentName: string; buildId: string } | null,
): Promise<void> {
  await client.workflowService
    .updateWorkflowExecutionOptions({
      namespace: client.options.namespace,
      workflowExecution,
      workflowExecutionOptions:
        version === null ? {} : { versioningOverride: { pinned: { behavior: PINNED, version } } },
      updateMask: { paths: ['versioning_override'] },
    })
    .catch((error: { code?: number }) => {
      // it has ended meanwhile
      if (error.code !== NOT_FOUND) throw error;
    });
}

/** A server that does not come to the end of it keeps nobody from going back. */
const TELLING_LOOKS = 120;
/** ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS */
const TELLING = 1;
/** PINNED_OVERRIDE_BEHAVIOR_PINNED */
const PINNED = 1;
const NOT_FOUND = 5;
