import { Client, type ClientOptions, Connection } from '@temporalio/client';
import type { EncryptionKey } from '../keys.ts';
import { type Operations, temporalOperations } from './operations.ts';
import {
  connectionOptions,
  dataConverter,
  type ProcessGateway,
  processGateway,
  type TemporalSettings,
} from './temporal.ts';

/** A worker asks for work at least this often; the server remembers longer. */
const POLL_FRESHNESS_MS = 75_000;

export interface TemporalLink {
  gateway: ProcessGateway;
  operations: Operations;
  /** True when a worker has lately asked for work of this kind on this queue. */
  polled(taskQueue: string, kind: 'workflow' | 'activity'): Promise<boolean>;
  close(): Promise<void>;
}

/** A client that connects when it is first needed: the API starts, and reads, without Temporal (R7). */
export function lazyTemporal(
  config: {
    temporal: TemporalSettings & { uiUrl: string | null };
    encryptionKeys: readonly EncryptionKey[];
  },
  interceptors: Pick<ClientOptions, 'interceptors'> = {},
): TemporalLink {
  const connection = Connection.lazy({ ...connectionOptions(config.temporal), connectTimeout: '3s' });
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    dataConverter: dataConverter(config.encryptionKeys),
    ...interceptors,
  });
  return {
    gateway: processGateway(client),
    operations: temporalOperations({
      connection,
      client,
      namespace: config.temporal.namespace,
      uiUrl: config.temporal.uiUrl,
    }),
    async polled(taskQueue, kind) {
      const { pollers } = await client.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeTaskQueue({
          namespace: config.temporal.namespace,
          taskQueue: { name: taskQueue },
          taskQueueType: kind === 'workflow' ? 1 : 2,
        }),
      );
      return (pollers ?? []).some(
        (poller) => Date.now() - Number(poller.lastAccessTime?.seconds ?? 0) * 1000 < POLL_FRESHNESS_MS,
      );
    },
    close: () => connection.close(),
  };
}
