import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  Client,
  Connection,
  isGrpcServiceError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { bulkBeside, QUEUES } from '../../domain/process/queues.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import type { EncryptionKey } from '../keys.ts';
import { clientInterceptors } from '../watch/tracing.ts';
import { encryptionCodec } from './codec.ts';

/** Where Temporal is, and how to be let in. */
export interface TemporalSettings {
  address: string;
  namespace: string;
  apiKey?: string | undefined;
  tls?: { cert?: string | undefined; key?: string | undefined; ca?: string | undefined } | undefined;
}

/** Settings of the worker of processes; the bench runs its floor with the same. */
export const PROCESS_WORKER = {
  /** P6: waiting processes are not held in memory beyond this many */
  maxCachedWorkflows: 120,
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 14,
} as const;
/** … and of the worker of mass work, which has slots of its own: enough to keep a machine busy, too few to keep it from people. */
export const BULK_WORKER = {
  maxCachedWorkflows: 40,
  maxConcurrentWorkflowTaskExecutions: 5,
  maxConcurrentLocalActivityExecutions: 4,
  maxConcurrentActivityTaskExecutions: 4,
  // what begins is on no worker yet: of its polls, each of which holds a slot, most ask for that
  nonStickyToStickyPollRatio: 0.75,
} as const;
/** Connections of the worker's pool: an act holds one for its statements only, and each connection plans and keeps them all for itself. */
export const WORKER_CONNECTIONS = Math.min(16, Math.max(8, 2 * availableParallelism()));

/** How payloads and failures are written: encrypted, on clients and workers alike. */
export function dataConverter(keys: readonly EncryptionKey[]) {
  return {
    payloadCodecs: [encryptionCodec(keys)],
    failureConverterPath: fileURLToPath(new URL('./failureConverter.ts', import.meta.url)),
  };
}

/** Connection options shared by client and worker. */
export function connectionOptions(settings: TemporalSettings) {
  const { tls } = settings;
  const pair =
    tls?.cert !== undefined && tls.key !== undefined
      ? { crt: Buffer.from(tls.cert), key: Buffer.from(tls.key) }
      : undefined;
  return {
    address: settings.address,
    ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    ...(tls === undefined
      ? {}
      : {
          tls: {
            clientCertPair: pair,
            serverRootCACertificate: tls.ca === undefined ? undefined : Buffer.from(tls.ca),
          },
        }),
  };
}

const LARGEST_ANSWER_BYTES = 128 * 1024 * 1024;

/** Opens a client; `connect` fails after some seconds when nobody answers. */
export async function openTemporal(
  settings: TemporalSettings,
  keys: readonly EncryptionKey[],
  converter: DataConverter = dataConverter(keys),
): Promise<Client> {
  const connection = await Connection.connect({
    ...connectionOptions(settings),
    connectTimeout: '5s',
    // the SDK means to allow as much and names it wrongly: a page of a long history is more than gRPC's own 4 MB
    channelArgs: { 'grpc.max_receive_message_length': LARGEST_ANSWER_BYTES },
  });
  return new Client({
    ...{ connection, namespace: settings.namespace, dataConverter: converter },
    ...(await clientInterceptors()),
  });
}

/** What became of sending a command: it was carried out, or its outcome is in the database, or it is not confirmed. */
export type Delivery = 'done' | 'delivered' | 'unconfirmed';

export interface ProcessGateway {
  /**
   * Starts the workflow of a process row; a second start finds the first (R8). Throws where nobody answered within `patienceMs`. `batch`: nobody waits
   * for this one, it is one of many.
   */
  start(process: { type: ProcessType; processId: string; batch?: boolean }, patienceMs?: number): Promise<void>;
  /** Sends a command by its id and waits at most `patienceMs` for its transaction (R7). */
  deliver(command: { type: ProcessType; processId: string; commandId: string }, patienceMs?: number): Promise<Delivery>;
  /** True when Temporal answers. */
  alive(): Promise<boolean>;
}

/** The only way from the API and the sweep to the processes. */
export function processGateway(client: Client, taskQueue: string = QUEUES.people): ProcessGateway {
  return {
    async start({ type, processId, batch = false }, patienceMs = 4_500) {
      try {
        await client.withDeadline(Date.now() + patienceMs, () =>
          client.workflow.start(type, {
            taskQueue: batch ? bulkBeside(taskQueue) : taskQueue,
            workflowId: processId,
            args: [{ processId }],
            // one that Temporal had to its end before a restore begins again; who comes second finds nothing due
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            workflowIdConflictPolicy: 'FAIL',
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    async deliver({ type, processId, commandId }, patienceMs = 4_500) {
      const end = Date.now() + patienceMs;
      try {
        const ask = () => onceMoved(end, () => tell(client, processId, commandId));
        const receipt = await client.withDeadline(end, () =>
          ask().catch((error: unknown) => {
            // it may have begun anew meanwhile (beginAnew.ts): only one that has ended is not found twice
            if (hasEnded(error)) return ask();
            throw error;
          }),
        );
        return receipt.done === true ? 'done' : 'delivered';
      } catch (error) {
        if (hasEnded(error)) return deliverAfterwards(client, taskQueue, { type, processId, commandId }, end);
        if (
          error instanceof WorkflowUpdateFailedError ||
          error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
          refusedByServer(error)
        )
          return 'unconfirmed';
        throw error;
      }
    },
    async alive() {
      try {
        await client.withDeadline(Date.now() + 1_500, () => client.connection.workflowService.getSystemInfo({}));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Temporal did not take it: it is away, or the process has as many Updates under way as it may have. The client wraps what it was told, or does not. */
function refusedByServer(error: unknown): boolean {
  return isGrpcServiceError(error) || error instanceof ServiceError;
}

function tell(client: Client, processId: string, commandId: string): Promise<{ done?: boolean }> {
  return client.workflow
    .getHandle(processId)
    .executeUpdate<{ done?: boolean }, [{ commandId: string }]>('command', { args: [{ commandId }] });
}

/** gRPC's FAILED_PRECONDITION: the task that would take the Update failed, as one does when something came while its process went on as new. */
const TASK_FAILED = 9;
const TASK_FAILED_PAUSE_MS = 150;

/** Asks again, as long as there is patience, where the process was just about to go on as new: it takes the Update a moment later. */
async function onceMoved<T>(end: number, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const cause = error instanceof ServiceError ? error.cause : undefined;
      if (!isGrpcServiceError(cause) || cause.code !== TASK_FAILED || Date.now() + TASK_FAILED_PAUSE_MS > end)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, TASK_FAILED_PAUSE_MS));
    }
  }
}

function hasEnded(error: unknown): boolean {
  return (
    error instanceof WorkflowNotFoundError ||
    (error instanceof WorkflowUpdateFailedError &&
      /AcceptedUpdateCompletedWorkflow|workflow execution already completed/i.test(`${error.cause?.message ?? ''}`))
  );
}

/**
 * A command to a process that has ended (closing a convention in force): a short workflow carries out this one command; not where it is still
 * to begin.
 */
async function deliverAfterwards(
  client: Client,
  taskQueue: string,
  command: { type: ProcessType; processId: string; commandId: string },
  end: number,
): Promise<Delivery> {
  try {
    const said = await client.withDeadline(end, () =>
      client.workflow.execute<(asked: typeof command) => Promise<{ confirmed: boolean } | undefined>>('afterwards', {
        taskQueue,
        workflowId: `afterwards-${command.commandId}`,
        args: [command],
        workflowExecutionTimeout: '10 minutes',
      }),
    );
    // a release before said nothing of it, and failed
    return said?.confirmed === false ? 'unconfirmed' : 'delivered';
  } catch (error) {
    if (
      error instanceof WorkflowExecutionAlreadyStartedError ||
      error instanceof WorkflowFailedError ||
      refusedByServer(error)
    )
      return 'unconfirmed';
    throw error;
  }
}
