import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../adapters/store/prisma.ts';
import { databaseTakes } from '../adapters/store/probe.ts';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { type Freezing, freezing } from '../test/servers/freezing.ts';
import { openTestDatabase } from '../test/stack.ts';
import { mountPages } from '../web/index.ts';
import { isDatabaseAway } from './problem.ts';

describe('a database that is frozen', () => {
  let between: Freezing;
  let database: Database;
  let api: TestApi;
  let site: TestApi;
  beforeAll(async () => {
    api = await startApi();
    between = await freezing(api.database.url);
    database = openDatabase(between.url, 2, { waitMs: 1_000, queryMs: 1_000 });
    site = await startApi({ db: database }, mountPages);
  });
  afterAll(async () => {
    between.close();
    await site.stop();
    await database.$disconnect().catch(() => undefined);
    await api.stop();
  });

  it('is given up on this side: 503 by API and page, by /health/ready, and within a transaction; thawed, it serves again', async () => {
    await database.$transaction([database.$queryRaw`SELECT 1`, database.$queryRaw`SELECT 1`]);
    const token = 'x'.repeat(43);
    const inside = database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      between.freeze();
      await tx.$queryRaw`SELECT 2`;
    });
    const failure = await inside.then(
      () => null,
      (error: unknown) => error,
    );
    expect([failure === null, isDatabaseAway(failure)]).toEqual([false, true]);
    const answer = await site.call('GET', '/me', { token });
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'INDISPONIBLE', '5']);
    const page = await fetch(`${site.url}/taches`, { headers: { cookie: `session=${token}` } });
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('momentanément indisponible')]);
    expect((await site.call('GET', '/health/ready')).body.checks.database).toBe('down');
    between.thaw();
    expect((await site.call('GET', '/me', { token })).status).toBe(401);
  });

  it('is waited for once by each request, whoever sends it: 5 s hold for the whole answer', async () => {
    await site.call('GET', '/me', { token: 'x'.repeat(43) });
    between.freeze();
    await site.call('GET', '/me', { token: 'x'.repeat(43) }); // the connections that stood are left
    const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
    const json = { 'content-type': 'application/json', authorization: `Bearer ${'x'.repeat(43)}` };
    const cookie = `session=${'x'.repeat(43)}`;
    const requests: [string, RequestInit][] = [
      ['/taches', { headers: { cookie } }],
      ['/partenaires/inconnu', { headers: { cookie } }],
      ['/partenaires', { ...form({ raisonSociale: 'x' }), headers: { cookie } }],
      ['/connexion', form({ login: 'agent@caf93.example', password: 'x' })],
      [`/lien/${'x'.repeat(43)}`, {}],
      [`/lien/${'x'.repeat(43)}/signer`, form({ name: 'x' })],
      ['/api/v1/partners', { headers: json }],
      ['/api/v1/partners', { method: 'POST', headers: json, body: '{}' }],
      [
        '/api/v1/esat/campaigns',
        { method: 'POST', headers: { authorization: json.authorization }, body: new FormData() },
      ],
      ['/api/v1/auth/login', { method: 'POST', headers: json, body: JSON.stringify({ login: 'a', password: 'b' }) }],
      [`/api/v1/links/${'x'.repeat(43)}`, { headers: json }],
      ['/health/ready', {}],
    ];
    const told: [string, number, number][] = [];
    for (const [path, init] of requests) {
      const before = between.asked();
      const { status } = await fetch(`${site.url}${path}`, { redirect: 'manual', ...init });
      told.push([path, status, between.asked() - before]);
    }
    between.thaw();
    const readable = ['/lien/', '/api/v1/links/']; // a link that nobody made is refused unasked
    for (const [path, status, waits] of told)
      expect([path, status, waits <= 1]).toEqual([
        path,
        readable.some((one) => path.startsWith(one)) ? expect.any(Number) : 503,
        true,
      ]);
  });
});

describe('a disk that is full (53100)', () => {
  let api: TestApi;
  let owner: Database;
  beforeAll(async () => {
    api = await startApi({}, mountPages);
    owner = openTestDatabase(api.database.ownerUrl, 1);
    await owner.$executeRaw`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file "base/16384/1": No space left on device' USING ERRCODE = '53100'; END $$`;
  });
  afterAll(async () => {
    await owner.$disconnect();
    await api.stop();
  });
  const full = (table: string) =>
    owner.$executeRawUnsafe(
      `CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION full_disk()`,
    );
  const emptied = (table: string) => owner.$executeRawUnsafe(`DROP TRIGGER full_disk ON ${table}`);

  it('is 503 with its cause, by API and page, in the log for who mends it, and nothing is half done', async () => {
    const token = await api.as('agent93');
    await full('audit_line');
    const body = partnerBody();
    const answer = await api.call('POST', '/partners', { token, body });
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'INDISPONIBLE', '60']);
    expect(answer.body.detail).toContain('disque est plein');
    expect(await api.deps.db.partner.count()).toBe(0);
    expect(api.log.join('')).toContain('disk full');
    await emptied('audit_line');
    expect((await api.call('POST', '/partners', { token, body })).status).toBe(201);
    await full('tries');
    const form = new URLSearchParams({ login: 'x@caf93.example', password: 'x' });
    const page = await fetch(`${api.url}/connexion`, { method: 'POST', body: form });
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('disque est plein')]);
    await emptied('tries');
  });

  it('is seen by /health/ready, which writes', async () => {
    expect((await api.call('GET', '/health/ready')).body).toMatchObject({ status: 'ok' });
    await full('tries');
    const answer = await api.call('GET', '/health/ready');
    expect([answer.status, answer.body.checks.database]).toEqual([503, 'down']);
    await emptied('tries');
    await expect(databaseTakes(api.deps.db, api.now)).resolves.toBe(true);
  });
});
