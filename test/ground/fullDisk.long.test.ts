import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { folderTakes } from '../../adapters/files/received.ts';
import { type Database, openDatabase } from '../../adapters/store/prisma.ts';
import { createUploads } from '../../api/uploads.ts';
import { removeAfterUs } from '../../ops/guard.ts';
import { migrate } from '../../ops/migrate.ts';
import { onFreePort } from '../../ops/pids.ts';
import { ensureDatabase, type RunningPostgres, startPostgres } from '../../ops/postgres.ts';
import { mountPages } from '../../web/index.ts';
import { partnerBody, startApi, type TestApi } from '../api.ts';
import { workbookOfLines } from '../builders/workbook.ts';
import { inventedSiret } from '../people.ts';

const disk = mkdtempSync(path.join(tmpdir(), 'passerelle-disk-'));
removeAfterUs(disk);
const MB = 2 ** 20;

/** A disk of its own, as small as it can be; only root may mount one. */
function mounted(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=755', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const small = mounted();
const filler = path.join(disk, 'filler');
const free = (): number => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};
/** Nothing more goes on it, or everything again. */
const fill = () => {
  while (free() > 0) writeFileSync(filler, Buffer.alloc(Math.min(free(), MB)), { flag: 'a' });
};
const empty = () => truncateSync(filler, 0);

const describeOnDisk = small ? describe : describe.skip;

describeOnDisk('a disk that is really full (18)', () => {
  let postgres: RunningPostgres;
  let database: Database;
  /** signs people in, with patience; `site` serves as the product does */
  let api: TestApi;
  let site: TestApi;
  let agent: string;
  let cnaf: string;
  beforeAll(async () => {
    chmodSync(disk, 0o755); // as root, PostgreSQL runs as a user of its own
    postgres = await onFreePort((port) =>
      startPostgres({
        ...{ folder: path.join(disk, 'postgres'), port, durable: true },
        passwords: { owner: 'test-owner', app: 'test-app', purge: 'test-purge' },
      }),
    );
    await ensureDatabase(postgres.url('postgres', 'owner'), 'passerelle_template');
    await migrate(postgres.url('passerelle_template', 'owner'));
    // this file's databases are on the small disk
    process.env.TEST_POSTGRES_OWNER_URL = postgres.url('postgres', 'owner');
    process.env.TEST_POSTGRES_APP_URL = postgres.url('postgres', 'app');
    process.env.TEST_POSTGRES_PURGE_URL = postgres.url('postgres', 'purge');
    api = await startApi();
    database = openDatabase(api.database.url, 4);
    const uploads = path.join(disk, 'uploads');
    const health = { disk: () => folderTakes(uploads) };
    site = await startApi({ db: database, uploads: createUploads(uploads), health }, mountPages);
    agent = await api.as('agent93');
    cnaf = await api.as('national');
    expect((await send(1)).status).toBe(201);
  });
  afterAll(async () => {
    await site.stop();
    await database.$disconnect();
    await api.stop();
    await postgres.stop();
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  const send = (seed: number) =>
    site.call('POST', '/partners', {
      token: agent,
      body: { ...partnerBody({ siret: inventedSiret(seed) }), address: 'Une adresse. '.repeat(30) },
    });
  const upload = async () => {
    const raw = new FormData();
    for (const [name, value] of Object.entries({
      name: 'Essai',
      deadline: '2026-06-30',
      opensOn: '2026-05-01',
      dryRun: 'true',
    }))
      raw.append(name, value);
    raw.append('file', new Blob([Uint8Array.from(workbookOfLines([['SIRET', 'Nom']]))]), 'liste.xlsx');
    return site.call('POST', '/esat/campaigns', { token: cnaf, raw });
  };
  const ready = async () => (await site.call('GET', '/health/ready')).body.checks;

  it('is 503 with its cause for facts and files, told by /health/ready, half does nothing, and serves again once there is room', async () => {
    expect(await ready()).toEqual({ database: 'ok', disk: 'ok' });
    fill();
    const answers: { seed: number; status: number; detail: string }[] = [];
    // rooms that exist are filled up first
    for (let seed = 2; seed < 400 && answers.filter(({ status }) => status !== 201).length < 3; seed += 1) {
      const { status, body } = await send(seed);
      answers.push({ seed, status, detail: body.detail ?? '' });
    }
    const refused = answers.filter(({ status }) => status !== 201);
    expect([...new Set(refused.map(({ status }) => status))]).toEqual([503]);
    expect(refused.at(-1)?.detail).toContain('disque est plein');
    expect(await ready()).toEqual({ database: 'down', disk: 'down' });
    const file = await upload();
    expect([file.status, file.body.detail]).toEqual([503, expect.stringContaining('disque est plein')]);
    expect(readdirSync(path.join(disk, 'uploads'))).toEqual([]);
    // what was read before is still read
    expect((await site.call('GET', '/partners?limit=1', { token: agent })).status).toBe(200);

    empty();
    expect(await ready()).toEqual({ database: 'ok', disk: 'ok' });
    const kept = await database.partner.count();
    expect(kept).toBe(1 + answers.length - refused.length);
    expect(await database.auditLine.count({ where: { action: 'partner.create' } })).toBe(kept);
    for (const { seed } of refused) expect((await send(seed)).status).toBe(201);
    expect((await upload()).status).not.toBe(503);
  });

  it('a PostgreSQL that is stopped with SIGSTOP is 503 within 5 s, for API and pages, and serves again at SIGCONT', async () => {
    const pids = [postgres.process.pid ?? 0, ...children(postgres.process.pid ?? 0)];
    const cookie = { cookie: `session=${agent}` };
    const paths = ['/taches', '/partenaires', '/api/v1/me', '/api/v1/partners'];
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      const answers = await Promise.all(
        paths.map(async (one) => {
          const answer = await fetch(`${site.url}${one}`, {
            headers: one.startsWith('/api') ? { authorization: `Bearer ${agent}` } : cookie,
            redirect: 'manual',
          });
          return answer.status;
        }),
      );
      expect(answers).toEqual(paths.map(() => 503));
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
    expect((await site.call('GET', '/me', { token: agent })).status).toBe(200);
  });
});

/** Its processes, one a connection. */
function children(pid: number): number[] {
  return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .map((line) => Number(line.trim()))
    .filter((child) => child > 0);
}
