import { ownHost } from '../../adapters/store/heartbeat.ts';
import {
  type Operations,
  type QueueFigures,
  SCHEDULE_ACTS,
  type ScheduleFigures,
} from '../../adapters/temporal/operations.ts';
import { SCHEDULE_IDS } from '../../adapters/temporal/schedules.ts';

/** What an operator asks of Temporal, without one: two queues that one worker serves, and Schedules that remember what was done to them. */
export function fakeOperations(over: Partial<Operations> = {}): Operations {
  const pollers = [{ identity: ownHost(), askedAt: new Date('2026-03-10T08:59:50Z') }];
  const queue = (name: string, kind: QueueFigures['kind'], backlog: number): QueueFigures => ({
    ...{ queue: name, kind, backlog, oldestMs: backlog * 1_000, pollers },
  });
  const schedules = SCHEDULE_IDS.map(
    (id): ScheduleFigures => ({
      ...{ id, paused: false, note: null, running: false, lastAt: null, nextAt: new Date('2026-03-11T07:30:00Z') },
    }),
  );
  return {
    queues: async () => [
      queue('passerelle', 'workflow', 0),
      queue('passerelle', 'activity', 3),
      queue('passerelle-dispatch', 'activity', 0),
    ],
    schedules: async () => schedules.map((one) => ({ ...one, nextAt: one.paused ? null : one.nextAt })),
    async actOnSchedule(id, act, note) {
      const one = schedules.find((schedule) => schedule.id === id);
      if (one === undefined || !SCHEDULE_ACTS.includes(act)) return false;
      if (act === 'trigger') one.lastAt = new Date('2026-03-10T09:00:00Z');
      else Object.assign(one, { paused: act === 'pause', note });
      return true;
    },
    wrongExecutions: async () => [],
    pending: async () => ({
      ...{ running: true, startedAt: new Date('2026-03-10T09:00:00Z'), events: 12, taskAttempt: 1 },
      timers: [{ startedAt: new Date('2026-03-10T09:00:00Z'), firesAt: new Date('2026-03-17T09:00:00Z') }],
      activities: [],
    }),
    pageOf: (id) => `https://temporal.example/namespaces/default/workflows/${id}`,
    ...over,
  };
}
