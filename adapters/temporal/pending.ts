import { isGrpcServiceError, type WorkflowService } from '@temporalio/client';
import { msOf } from './moments.ts';

/** What an execution waits for, as its history says: nothing of what its steps were given, which is sealed and stays so. */
export interface PendingWork {
  running: boolean;
  startedAt: Date;
  /** events of its history, of which there may be a thousand (R4) */
  events: number;
  timers: { startedAt: Date; firesAt: Date }[];
  activities: { name: string; attempt: number; nextAt: Date | null }[];
  /** attempts at the task that moves it on; more than one: its code fails, or no worker takes it */
  taskAttempt: number;
}

/** gRPC's NOT_FOUND */
const NOT_FOUND = 5;
const RUNNING = 1;

/** null: Temporal knows no such execution (any more). Timers are no part of its description: they are told by the history, which is short (R4). */
export async function pendingOf(
  { service, namespace }: { service: WorkflowService; namespace: string },
  workflowId: string,
): Promise<PendingWork | null> {
  const execution = { workflowId };
  try {
    const described = await service.describeWorkflowExecution({ namespace, execution });
    const { workflowExecutionInfo: info, pendingActivities = [], pendingWorkflowTask: task } = described;
    const running = info?.status === RUNNING;
    return {
      running,
      startedAt: new Date(msOf(info?.startTime)),
      events: Number(info?.historyLength ?? 0),
      timers: running ? await openTimers(service, { namespace, execution }) : [],
      activities: (pendingActivities ?? []).map(({ activityType, attempt, scheduledTime }) => ({
        name: activityType?.name ?? '',
        attempt: attempt ?? 1,
        nextAt: scheduledTime ? new Date(msOf(scheduledTime)) : null,
      })),
      taskAttempt: task?.attempt ?? 1,
    };
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return null;
    throw error;
  }
}

/** Timers that were started and have neither fired nor been cancelled, the next one first. */
async function openTimers(
  service: WorkflowService,
  execution: { namespace: string; execution: { workflowId: string } },
): Promise<PendingWork['timers']> {
  const open = new Map<string, PendingWork['timers'][number]>();
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await service.getWorkflowExecutionHistory({ ...execution, nextPageToken });
    for (const event of page.history?.events ?? []) {
      const { timerStartedEventAttributes: started, timerFiredEventAttributes: fired } = event;
      const over = fired ?? event.timerCanceledEventAttributes;
      if (started) {
        const startedAt = msOf(event.eventTime);
        const firesAt = new Date(startedAt + msOf(started.startToFireTimeout));
        open.set(started.timerId ?? '', { startedAt: new Date(startedAt), firesAt });
      }
      if (over) open.delete(over.timerId ?? '');
    }
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken !== undefined);
  return [...open.values()].sort((a, b) => a.firesAt.getTime() - b.firesAt.getTime());
}
