import { type Client, type Connection, ScheduleNotFoundError, type ScheduleSummary } from '@temporalio/client';
import { QUEUES } from '../../domain/process/queues.ts';
import { msOf } from './moments.ts';
import { type PendingWork, pendingOf } from './pending.ts';
import { SCHEDULE_IDS } from './schedules.ts';

/** A question about the machine is answered soon, or not at all: the page says so and goes on. */
const PATIENCE_MS = 3_000;
/** Executions that went wrong are told for so long. */
const WRONG_FOR_MS = 7 * 86_400_000;
const WRONG_AT_MOST = 50;

/** One task queue, for one kind of work. */
export interface QueueFigures {
  queue: string;
  kind: 'workflow' | 'activity';
  /** tasks that wait for a worker, as the server estimates */
  backlog: number;
  /** how long the first of them has waited */
  oldestMs: number;
  /** who has lately asked for work */
  pollers: { identity: string; askedAt: Date }[];
}

export interface ScheduleFigures {
  id: string;
  paused: boolean;
  note: string | null;
  running: boolean;
  lastAt: Date | null;
  nextAt: Date | null;
}

export const SCHEDULE_ACTS = ['trigger', 'pause', 'resume'] as const;
export type ScheduleAct = (typeof SCHEDULE_ACTS)[number];

/** An execution that ended otherwise than its story, or whose tasks fail again and again. */
export interface WrongExecution {
  workflowId: string;
  type: string;
  status: 'FAILED' | 'TIMED_OUT' | 'TERMINATED' | 'STUCK';
  at: Date;
}

/** What an operator asks of Temporal and of nobody else. Everything throws where Temporal does not answer. */
export interface Operations {
  queues(): Promise<QueueFigures[]>;
  /** those that this application makes, in its order; one that is not there yet is left out */
  schedules(): Promise<ScheduleFigures[]>;
  /** False: there is no such Schedule. */
  actOnSchedule(id: string, act: ScheduleAct, note: string): Promise<boolean>;
  wrongExecutions(): Promise<WrongExecution[]>;
  /** null: Temporal knows no such execution (any more) */
  pending(processId: string): Promise<PendingWork | null>;
  /** its page in Temporal's own pages; null: nobody said where they are */
  pageOf(processId: string): string | null;
}

interface Settings {
  connection: Connection;
  client: Client;
  namespace: string;
  /** address of Temporal's own pages */
  uiUrl: string | null;
}

export function temporalOperations({ connection, client, namespace, uiUrl }: Settings): Operations {
  const soon = <T>(ask: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + PATIENCE_MS, ask);
  const service = connection.workflowService;
  return {
    queues: () =>
      soon(() =>
        Promise.all(
          ASKED.map(async ({ queue, kind }) => {
            const { pollers, stats } = await service.describeTaskQueue({
              namespace,
              taskQueue: { name: queue },
              taskQueueType: kind === 'workflow' ? 1 : 2,
              reportStats: true,
            });
            return {
              ...{ queue, kind },
              backlog: Number(stats?.approximateBacklogCount ?? 0),
              oldestMs: msOf(stats?.approximateBacklogAge),
              pollers: (pollers ?? []).map(({ identity, lastAccessTime }) => ({
                identity: identity ?? '',
                askedAt: new Date(msOf(lastAccessTime)),
              })),
            };
          }),
        ),
      ),
    schedules: () =>
      soon(async () => {
        const found = await Promise.all(
          SCHEDULE_IDS.map((id) =>
            client.schedule
              .getHandle(id)
              .describe()
              .catch((error: unknown) => {
                if (error instanceof ScheduleNotFoundError) return null;
                throw error;
              }),
          ),
        );
        return found.flatMap((one) =>
          one === null ? [] : [{ ...figuresOf(one), running: one.info.runningActions.length > 0 }],
        );
      }),
    async actOnSchedule(id, act, note) {
      if (!SCHEDULE_IDS.some((one) => one === id)) return false;
      const schedule = client.schedule.getHandle(id);
      try {
        await soon(async () => {
          if (act === 'trigger') await schedule.trigger();
          else if (act === 'pause') await schedule.pause(note);
          else await schedule.unpause(note);
        });
        return true;
      } catch (error) {
        if (error instanceof ScheduleNotFoundError) return false;
        throw error;
      }
    },
    async wrongExecutions() {
      const since = new Date(Date.now() - WRONG_FOR_MS).toISOString();
      const ended = await soon(() =>
        list(client, `ExecutionStatus IN ('Failed','TimedOut','Terminated') AND CloseTime > '${since}'`),
      );
      // a server of before 1.30 does not know this attribute
      const stuck = await soon(() => list(client, 'TemporalReportedProblems IS NOT NULL')).catch(() => []);
      return [...stuck, ...ended];
    },
    pending: (processId) => soon(() => pendingOf({ service, namespace }, processId)),
    pageOf: (processId) =>
      uiUrl === null ? null : `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(processId)}`,
  };
}

/** Activities of the dispatcher's queue are its two loops; it has no workflows. */
const ASKED = [
  { queue: QUEUES.people, kind: 'workflow' },
  { queue: QUEUES.people, kind: 'activity' },
  { queue: QUEUES.bulk, kind: 'workflow' },
  { queue: QUEUES.bulk, kind: 'activity' },
  { queue: QUEUES.mail, kind: 'activity' },
] as const;

const STATUSES = { FAILED: 'FAILED', TIMED_OUT: 'TIMED_OUT', TERMINATED: 'TERMINATED' } as const;

/** As many as an operator is shown, the youngest first; without those that began anew since, which go on (reconcile.ts, release.ts). */
async function list(client: Client, query: string): Promise<WrongExecution[]> {
  const wrong: WrongExecution[] = [];
  let batch: WrongExecution[] = [];
  const sift = async () => {
    const ids = batch.map(({ workflowId }) => `'${workflowId}'`).join(', ');
    const again = new Set<string>();
    if (batch.some(({ status }) => status !== 'STUCK'))
      for await (const { workflowId } of client.workflow.list({
        query: `ExecutionStatus = 'Running' AND WorkflowId IN (${ids})`,
      }))
        again.add(workflowId);
    wrong.push(...batch.filter(({ workflowId, status }) => status === 'STUCK' || !again.has(workflowId)));
    batch = [];
  };
  for await (const { workflowId, type, status, closeTime, startTime } of client.workflow.list({ query })) {
    const known = STATUSES[status.name as keyof typeof STATUSES] ?? 'STUCK';
    batch.push({ workflowId, type, status: known, at: closeTime ?? startTime });
    if (batch.length === WRONG_AT_MOST) await sift();
    if (wrong.length >= WRONG_AT_MOST) break;
  }
  if (batch.length > 0) await sift();
  return wrong.slice(0, WRONG_AT_MOST);
}

function figuresOf({ scheduleId, state, info }: Pick<ScheduleSummary, 'scheduleId' | 'state' | 'info'>) {
  return {
    id: scheduleId,
    paused: state.paused,
    note: state.note === undefined || state.note === '' ? null : state.note,
    lastAt: info.recentActions.at(-1)?.takenAt ?? null,
    // a paused one has times all the same, at which nothing will begin
    nextAt: state.paused ? null : (info.nextActionTimes[0] ?? null),
  };
}
