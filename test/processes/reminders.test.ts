import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { hashPassword } from '../../adapters/identity/passwords.ts';
import { newId } from '../../adapters/store/ids.ts';
import { type Operations, temporalOperations } from '../../adapters/temporal/operations.ts';
import { ensureSchedules, triggerMissed } from '../../adapters/temporal/schedules.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { inventedSiret } from '../people.ts';
import { eventually, type Running, startProcesses } from '../running.ts';

let running: Running;
beforeAll(async () => {
  running = await startProcesses();
  await running.startWorker();
});
afterAll(async () => {
  for (const id of ['reminders', 'purge', 'annual-controls', 'esat-declarations'])
    await running.client.schedule.getHandle(id).delete();
  await running.stop();
});

function operationsOf({ client }: Running): Operations {
  const { connection } = client;
  if (!(connection instanceof Connection)) throw new Error('no connection of its own');
  return temporalOperations({ connection, client, namespace: 'default', uiUrl: null });
}

const YEAR_AGO = new Date(Date.now() - 366 * 86_400_000);

describe('the daily sweep of reminders', () => {
  test('its Schedule is made once however often a worker starts, and a pause of an operator stays', async () => {
    await Promise.all([1, 2, 3].map(() => ensureSchedules(running.client, running.policy, running.taskQueue)));
    const schedule = running.client.schedule.getHandle('reminders');
    await schedule.pause('vacances');
    // the server takes a pause up on its own time
    await eventually('the pause', async () => (await schedule.describe()).state.paused);
    await ensureSchedules(running.client, running.policy, running.taskQueue);
    const { spec, state, action } = await schedule.describe();
    expect(spec.timezone).toBe('Europe/Paris');
    expect(spec.calendars?.[0]).toMatchObject({ hour: [{ start: 8 }], minute: [{ start: 30 }] });
    expect([state.paused, action.type, 'workflowType' in action && action.workflowType]).toEqual([
      true,
      'startWorkflow',
      'reminders',
    ]);
    await schedule.unpause();
    const hourly = await running.client.schedule.getHandle('purge').describe();
    expect(hourly.spec.intervals?.[0]?.every).toBe(3_600_000);
    expect('workflowType' in hourly.action && hourly.action.workflowType).toBe('purge');
  });

  test('an operator reads when each ran and runs next, begins one, suspends and resumes it (§4)', async () => {
    const operations = operationsOf(running);
    await ensureSchedules(running.client, running.policy, running.taskQueue);
    const one = async (id: string) => (await operations.schedules()).find((schedule) => schedule.id === id);
    expect((await operations.schedules()).map(({ id }) => id)).toEqual([
      'reminders',
      'purge',
      'annual-controls',
      'esat-declarations',
    ]);
    expect((await one('purge'))?.nextAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await operations.actOnSchedule('purge', 'pause', 'Anne Roy : sauvegarde')).toBe(true);
    const paused = await eventually('the pause', async () => {
      const found = await one('purge');
      return found?.paused === true && found;
    });
    expect(paused).toMatchObject({ note: 'Anne Roy : sauvegarde', nextAt: null });
    expect(await operations.actOnSchedule('purge', 'resume', 'Anne Roy')).toBe(true);
    await eventually('the resumption', async () => (await one('purge'))?.paused === false);
    expect(await operations.actOnSchedule('purge', 'trigger', 'Anne Roy')).toBe(true);
    await eventually('the run', async () => (await one('purge'))?.lastAt ?? null);
    expect(await operations.actOnSchedule('autre', 'pause', '')).toBe(false);
  });

  test('what an execution waits for is told: its timer until it fires, and nothing of what it was given', async () => {
    const { client, taskQueue } = running;
    const operations = operationsOf(running);
    const workflowId = `waits-${taskQueue}`;
    expect(await operations.pending(workflowId)).toBeNull();
    await client.workflow.start('reminders', { workflowId, taskQueue: `${taskQueue}-nobody`, args: [{}] });
    expect(await operations.pending(workflowId)).toMatchObject({ running: true, timers: [], activities: [] });
    await client.workflow.getHandle(workflowId).terminate('essai');
    await eventually('the end', async () => (await operations.pending(workflowId))?.running === false);
    const wrong = await eventually('it is told', async () => {
      const found = (await operations.wrongExecutions()).find((one) => one.workflowId === workflowId);
      return found ?? null;
    });
    expect(wrong).toMatchObject({ type: 'reminders', status: 'TERMINATED' });
    const queues = await operations.queues();
    expect(queues.map(({ queue, kind }) => `${queue} ${kind}`)).toEqual([
      'passerelle workflow',
      'passerelle activity',
      'passerelle-bulk workflow',
      'passerelle-bulk activity',
      'passerelle-dispatch activity',
    ]);
  });

  test('yearly controls have their day, which an operator of a new policy may move or take away (TIME-3)', async () => {
    const spec = async () => (await running.client.schedule.getHandle('annual-controls').describe()).spec;
    const day = { hour: [{ start: 9 }], dayOfMonth: [{ start: 1 }], month: [{ start: 'OCTOBER' }] };
    expect((await spec()).calendars).toMatchObject([day]);
    await ensureSchedules(running.client, { ...DEFAULT_POLICY, controlOn: null }, running.taskQueue);
    await eventually('no day any more', async () => ((await spec()).calendars ?? []).length === 0);
    await ensureSchedules(running.client, { ...DEFAULT_POLICY, controlOn: '02-15' }, running.taskQueue);
    const moved = { dayOfMonth: [{ start: 15 }], month: [{ start: 'FEBRUARY' }] };
    await eventually('another day', async () => (await spec()).calendars?.[0]?.dayOfMonth[0]?.start === 15);
    expect((await spec()).calendars).toMatchObject([moved]);
  });

  test('after a restore each Schedule whose instant may be lost is begun once, one that is paused is not (TIME-3)', async () => {
    const { client, policy, taskQueue } = running;
    await ensureSchedules(client, { ...policy, controlOn: '02-15' }, taskQueue);
    const at = (time: string) => new Date(`2026-02-15T${time}:00Z`); // Paris is an hour ahead
    const controls = client.schedule.getHandle('annual-controls');
    await eventually(
      'its day',
      async () => (await controls.describe()).spec.calendars?.[0]?.dayOfMonth[0]?.start === 15,
    );
    const runs = async () => (await controls.describe()).info.numActionsTaken;
    const before = await runs();
    expect(await triggerMissed(client, at('07:20'), at('07:59'))).toEqual(['reminders']);
    expect(await triggerMissed(client, at('07:40'), at('08:10'))).toEqual(['annual-controls']);
    await eventually('the run', async () => (await runs()) === before + 1);
    expect(await triggerMissed(client, at('08:10'), at('08:50'))).toEqual(['purge']);
    await controls.pause('vacances');
    await eventually('the pause', async () => (await controls.describe()).state.paused);
    expect(await triggerMissed(client, at('07:40'), at('08:10'))).toEqual([]);
    await controls.unpause();
  });

  test('the window of guaranteed remunerations begins with its first instant (ESAT-8)', async () => {
    const { spec, action } = await running.client.schedule.getHandle('esat-declarations').describe();
    expect(spec.calendars).toMatchObject([
      { hour: [{ start: 0 }], dayOfMonth: [{ start: 1 }], month: [{ start: 'DECEMBER' }] },
    ]);
    expect([spec.timezone, 'workflowType' in action && action.workflowType]).toEqual([
      'Europe/Paris',
      'esatDeclarations',
    ]);
  });

  test('it reminds every partner in batches and ends (REM-7)', async () => {
    const { database } = running;
    const partners = 120; // more than two batches
    await openPartner(database, await hashPassword(newId()), YEAR_AGO);
    const one = await database.partner.findFirstOrThrow();
    const claire = await database.user.findFirstOrThrow({ where: { partnerId: one.id } });
    for (let index = 0; index < partners; index += 1) {
      const siret = inventedSiret(3_000 + index);
      const partner = { ...one, id: `p${index}`, siret, siren: siret.slice(0, 9) };
      await database.partner.create({ data: partner });
      const user = { ...claire, id: `u${index}`, login: `login${index}`, partnerId: partner.id };
      await database.user.create({ data: user });
      await database.serviceUse.create({
        data: { userId: user.id, service: 'ESAT', partnerId: partner.id, since: YEAR_AGO, referenceAt: YEAR_AGO },
      });
    }
    await running.client.schedule.getHandle('reminders').trigger();
    const sent = await eventually('a mail per partner', async () => {
      const found = await database.mail.findMany({ where: { template: 'MAIL-35' } });
      return found.length >= partners && found;
    });
    expect(sent).toHaveLength(partners);
    expect(await database.serviceUse.count({ where: { reminders: 4 } })).toBe(partners);
  });

  test('the yearly sweep begins a control of every partner that has people in a service, whichever it is, a second one none (TIME-3)', async () => {
    const { database } = running;
    const partners = 45; // more than two batches
    const ids = Array.from({ length: partners }, (_, index) => `p${index}`);
    await database.serviceUse.updateMany({ where: { partnerId: { notIn: ids } }, data: { endedAt: new Date() } });
    await database.serviceUse.updateMany({ where: { partnerId: { in: ids.slice(20) } }, data: { service: 'CDAP' } });
    // closed, nobody is left to look at
    await database.user.update({ where: { id: 'u0' }, data: { closesOn: '2020-01-01' } });
    const begun = () => database.process.findMany({ where: { type: 'annualControl' } });
    for (const turn of [1, 2]) {
      const workflowId = `controls-${turn}-${running.taskQueue}`;
      const { taskQueue } = running;
      await running.client.workflow.execute('annualControls', { workflowId, taskQueue, args: [{}] });
      expect(new Set((await begun()).map(({ partnerId }) => partnerId))).toEqual(new Set(ids.slice(1)));
      expect(await begun()).toHaveLength(partners - 1);
    }
  });
});
