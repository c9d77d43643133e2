import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { Registry } from 'prom-client';
import { countFigures } from '../../adapters/store/figures.ts';
import { beat, markBackup, markKey } from '../../adapters/store/heartbeat.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { fakeOperations } from '../../test/fakes/operations.ts';
import { prepare } from '../../test/places.ts';
import { mountHealth } from '../health.ts';
import { type WatchSettings, watchText } from './look.ts';

let api: TestApi;
const asked = { queues: 0 };
let temporal = true;
beforeAll(async () => {
  const operations = fakeOperations();
  api = await startApi({
    operations: {
      ...operations,
      queues: () => {
        asked.queues += 1;
        return temporal ? operations.queues() : Promise.reject(new Error('away'));
      },
      wrongExecutions: async () => [
        { workflowId: 'w', type: 'conventionnement', status: 'STUCK', at: new Date('2026-03-10T08:00:00Z') },
      ],
    },
  });
  await prepare(api);
});
afterAll(() => api.stop());

const settings: WatchSettings = {
  keyIds: ['test', 'former'],
  volumeBytes: 1_000_000_000,
  patienceMs: 120_000,
  certificates: async () => [{ of: 'public', endsAt: new Date('2026-06-01T00:00:00Z') }],
};

/** A registry of its own, as each process has. */
async function looked(over: Partial<WatchSettings> = {}) {
  return watchText({ ...api.deps, metrics: new Registry() }, { ...settings, ...over });
}

/** Value of a line; undefined: it is not told. */
function lineOf(text: string, name: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

describe('what is told to whoever watches (/metrics)', () => {
  it('tells processes, outbox, incidents, queues, workers, keys, certificates and the backup from the facts', async () => {
    const { db } = api.deps;
    await countFigures(db, api.now);
    await markKey(db, 'test');
    await markBackup(db);
    await beat(db, { id: 'w1', kind: 'worker' });
    await beat(db, { id: 'sweep', kind: 'sweep' });
    const process = await db.process.findFirstOrThrow({ where: { type: 'conventionnement' } });
    await db.process.update({ where: { id: process.id }, data: { incident: 'ENVOI_ECHOUE' } });
    await db.mail.updateMany({ data: { state: 'PRIS' } });
    const mail = {
      ...{ caf: '93', template: 'MAIL-30', recipient: 'a@b.fr', params: {}, messageId: '<x@y>' },
      ...{ createdAt: new Date(api.now.getTime() - 120_000), nextAttemptAt: new Date(api.now.getTime() - 90_000) },
    };
    await db.mail.create({ data: { ...mail, id: 'm1', key: 'k1', state: 'A_ENVOYER' } });
    await db.mail.create({ data: { ...mail, id: 'm2', key: 'k2', state: 'DOUTE' } });
    const text = await (await looked())();
    const value = (name: string) => lineOf(text, name);
    expect(value(`passerelle_processes{type="${process.type}",state="${process.state}"}`)).toBeGreaterThanOrEqual(1);
    expect(text).toMatch(/^passerelle_processes_waiting\{type="conventionnement",phase="\w+",waiting_on="\w+"\} \d+$/m);
    expect(value('passerelle_late{what="task"}')).toBe(0);
    expect(value('passerelle_outbox_mails')).toBe(1);
    expect(value('passerelle_outbox_overdue_mails')).toBe(1);
    expect(value('passerelle_outbox_overdue_seconds')).toBe(90);
    expect(value('passerelle_outbox_oldest_seconds')).toBe(120);
    expect(value('passerelle_mails_in_trouble{state="DOUTE"}')).toBe(1);
    expect(value('passerelle_mails_in_trouble{state="ENVOI_ECHOUE"}')).toBe(0);
    expect(value(`passerelle_incidents{incident="ENVOI_ECHOUE",type="${process.type}"}`)).toBe(1);
    expect(value('passerelle_queue_backlog{queue="passerelle",kind="activity"}')).toBe(3);
    expect(value('passerelle_queue_oldest_seconds{queue="passerelle",kind="activity"}')).toBe(3);
    const workers = ['running', 'silent'].map((state) => value(`passerelle_workers{state="${state}"}`) ?? 0);
    expect(workers[0] === 1 || workers[1] === 1).toBe(true);
    expect(value('passerelle_sweep_silent_seconds')).toBeGreaterThanOrEqual(0);
    expect(value('passerelle_executions_wrong{status="STUCK"}')).toBe(1);
    expect(value('passerelle_part_up{part="database"}')).toBe(1);
    expect(value('passerelle_database_bytes')).toBeGreaterThan(1_000_000);
    expect(value('passerelle_archive_failing_seconds')).toBe(0);
    expect(value('passerelle_database_volume_bytes')).toBe(1_000_000_000);
    expect(value('passerelle_encryption_keys')).toBe(2);
    expect(value('passerelle_encryption_key_since_timestamp_seconds')).toBeGreaterThan(0);
    expect(value('passerelle_backup_timestamp_seconds')).toBeGreaterThan(0);
    expect(value('passerelle_certificate_end_timestamp_seconds{of="public"}')).toBe(1780272000);
  });

  it('counts a worker that died as silent until another has begun in its place', async () => {
    const { db } = api.deps;
    const silent = async () => lineOf(await (await looked())(), 'passerelle_workers{state="silent"}');
    await beat(db, { id: 'dead', kind: 'worker' });
    await db.$executeRaw`
      UPDATE heartbeat SET started_at = now() - interval '60 s', beat_at = now() - interval '30 s' WHERE id = 'dead'`;
    await db.heartbeat.updateMany({ where: { kind: 'worker', id: { not: 'dead' } }, data: { stoppedAt: new Date() } });
    expect(await silent()).toBe(1);
    await beat(db, { id: 'its follower', kind: 'worker' });
    expect(await silent()).toBe(0);
  });

  it('names nobody: labels are types, states, phases and names of parts', async () => {
    const text = await (await looked())();
    const rows = await api.deps.db.process.findMany({ select: { id: true, label: true } });
    for (const { id, label } of rows) for (const personal of [id, label]) expect(text).not.toContain(personal);
    expect(text).not.toMatch(/="[^"\n]*(?:@|\d{9})[^"\n]*"/);
  });

  it('looks once for all who ask within ten seconds', async () => {
    const told = await looked();
    const before = asked.queues;
    await Promise.all([told(), told(), told()]);
    expect(asked.queues - before).toBe(1);
  });

  it('tells a source that is away as such, forgets what it said, and tells the others (R7)', async () => {
    temporal = false;
    const text = await (await looked())();
    temporal = true;
    expect(lineOf(text, 'passerelle_watch_source_up{source="queues"}')).toBe(0);
    expect(lineOf(text, 'passerelle_watch_source_up{source="facts"}')).toBe(1);
    expect(text).not.toMatch(/^passerelle_queue_backlog/m);
    expect(lineOf(text, 'passerelle_outbox_mails')).toBeGreaterThanOrEqual(1);
  });

  it('says nothing of what nobody has said: no backup, no volume', async () => {
    await api.deps.db.heartbeat.deleteMany({ where: { kind: { in: ['backup', 'key'] } } });
    const text = await (await looked({ volumeBytes: null }))();
    for (const name of [
      'passerelle_backup_timestamp_seconds',
      'passerelle_encryption_key_since_timestamp_seconds',
      'passerelle_database_volume_bytes',
    ])
      expect(lineOf(text, name)).toBeUndefined();
  });

  it('in production it is not told at the address that people reach', async () => {
    for (const production of [false, true]) {
      const app = express();
      mountHealth(app, { ...api.deps, production });
      const server = app.listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const { status } = await fetch(`http://127.0.0.1:${port}/metrics`);
      server.closeAllConnections();
      server.close();
      expect([production, status]).toEqual([production, production ? 404 : 200]);
    }
  });
});
