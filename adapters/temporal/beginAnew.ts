import { type Client, isGrpcServiceError, ServiceError } from '@temporalio/client';
import { QUEUES } from '../../domain/process/queues.ts';
import type { OpenProcess } from '../store/underWay.ts';

/**
 * Begins a process anew from its facts, in the place of whatever Temporal has of it, by one request: as one that continues as new, it reads where it stands.
 * What its former run was about to write is written once all the same: one act, one transaction (ADR 2).
 */
export async function beginAnew(
  client: Client,
  { type, id }: Pick<OpenProcess, 'type' | 'id'>,
  taskQueue: string = QUEUES.people,
): Promise<void> {
  await patiently(() =>
    client.workflow.start(type, {
      taskQueue,
      workflowId: id,
      args: [{ processId: id }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'TERMINATE_EXISTING',
    }),
  );
}

/** gRPC's RESOURCE_EXHAUSTED: the server lets one id begin once a second. */
const EXHAUSTED = 8;
const TRIES = 5;

/** Asks again, some times, where the server says that it is too much at once. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1)
    try {
      return await ask();
    } catch (error) {
      const cause = error instanceof ServiceError ? error.cause : error;
      if (!isGrpcServiceError(cause) || cause.code !== EXHAUSTED || tried === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * tried));
    }
}
