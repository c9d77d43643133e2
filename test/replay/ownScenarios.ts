import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { AGENT } from '../builders/dossier.ts';
import { importedPeople, untilEnded } from '../people.ts';
import { eventually } from '../running.ts';
import type { Scenario } from './scenarios.ts';

/** What works by itself: imports, what runs on time, the dispatcher. */
export const OWN_SCENARIOS: readonly Scenario[] = [
  {
    name: 'userImport-made',
    async play(running) {
      await openPartner(running.database, 'no password', new Date());
      const processId = await running.database.$transaction((tx) => importedPeople(tx, 12));
      await running.gateway.start({ type: 'userImport', processId });
      await untilEnded(running, processId);
      return processId;
    },
  },
  {
    name: 'userImport-stopped',
    async play(running) {
      await openPartner(running.database, 'no password', new Date());
      const processId = await running.database.$transaction((tx) => importedPeople(tx, 80));
      await running.gateway.start({ type: 'userImport', processId });
      await eventually('begun', async () => running.database.userImportRow.findFirst({ where: { state: 'CREE' } }));
      const act = { type: 'cancel', reason: 'mauvais fichier' } as const;
      const cancel = { processId, type: 'userImport', act, actor: AGENT, key: processId, bodyHash: '' } as const;
      // a batch is under way: « not confirmed » is asked again with the same key (R7)
      await eventually('the stop', () => running.commands.send(cancel).catch(() => null));
      await untilEnded(running, processId);
      return processId;
    },
  },
  {
    name: 'reminders-of-a-day',
    async play(running) {
      const workflowId = `reminders-${running.taskQueue}`;
      await running.client.workflow.execute('reminders', { workflowId, taskQueue: running.taskQueue, args: [{}] });
      return workflowId;
    },
  },
  {
    name: 'purge-of-an-hour-with-checks',
    async play(running) {
      const workflowId = `purge-${running.taskQueue}`;
      await running.client.workflow.execute('purge', { workflowId, taskQueue: running.taskQueue, args: [{}] });
      return workflowId;
    },
  },
  {
    name: 'annualControls-of-a-year',
    async play(running) {
      const workflowId = `annual-controls-${running.taskQueue}`;
      await running.client.workflow.execute('annualControls', { workflowId, taskQueue: running.taskQueue, args: [{}] });
      return workflowId;
    },
  },
  {
    // open all year: it has opened, and waits for its next reminder
    name: 'esatDeclarations-open',
    policy: { ...DEFAULT_POLICY, esatWindow: { from: '01-01', to: '12-31' } },
    async play(running) {
      const workflowId = `esat-declarations-${running.taskQueue}`;
      await running.client.workflow.start('esatDeclarations', { workflowId, taskQueue: running.taskQueue, args: [{}] });
      await eventually('its timer', async () =>
        ((await running.client.workflow.getHandle(workflowId).fetchHistory()).events ?? []).some(
          ({ timerStartedEventAttributes: timer }) => Number(timer?.startToFireTimeout?.seconds ?? 0) > 3_600,
        ),
      );
      return workflowId;
    },
  },
  {
    name: 'dispatcher-at-work',
    async play(running) {
      const workflowId = `dispatcher-${running.taskQueue}`;
      await running.client.workflow.start('dispatcher', {
        workflowId,
        taskQueue: running.taskQueue,
        args: [{ queue: `${running.taskQueue}-mails` }],
      });
      await eventually(
        'scheduled',
        async () => ((await running.client.workflow.getHandle(workflowId).fetchHistory()).events?.length ?? 0) > 5,
      );
      return workflowId;
    },
  },
];
