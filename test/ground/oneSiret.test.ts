import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { migrate } from '../../ops/migrate.ts';
import { ensureDatabase, withClient } from '../../ops/postgres.ts';

const owner = process.env.TEST_POSTGRES_OWNER_URL ?? '';
const name = `former_${randomBytes(6).toString('hex')}`;
const url = owner.replace(/\/postgres$/, `/${name}`);
const PEUPLIERS = '99989000700019';

beforeAll(async () => {
  await ensureDatabase(owner, name);
  await migrate(url, '20261121150000_process_lookups'); // the schema of 27f1eac
  const data = readFileSync(new URL('data/27f1eac.sql', import.meta.url), 'utf8');
  await withClient(url, (client) => client.query(data));
  before = await read((client) => client.query(DOCUMENTS));
  await migrate(url);
});
afterAll(() => withClient(owner, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))));

const DOCUMENTS = 'SELECT id, caf, siret, number, state, version, content FROM document ORDER BY id';
let before: pg.QueryResult;
const read = <T extends pg.QueryResultRow>(work: (client: pg.Client) => Promise<pg.QueryResult<T>>) =>
  withClient(url, work);
const rows = async (sql: string, ...values: unknown[]) => (await read((client) => client.query(sql, values))).rows;

it('DEL-11: data of 27f1eac: each SIRET is one partner, which knows who managed it', async () => {
  expect(await rows('SELECT siret, caf, reader_cafs, departments FROM partner ORDER BY siret')).toEqual([
    { siret: PEUPLIERS, caf: '93', reader_cafs: ['38', '75'], departments: ['38', '75', '93'] },
    { siret: '99992546400011', caf: '38', reader_cafs: [], departments: ['38'] },
    { siret: '99995556000019', caf: '93', reader_cafs: ['06'], departments: ['06', '93'] },
  ]);
  expect(await rows(`SELECT count(*)::int AS lines FROM audit_line WHERE action = 'partner.merge'`)).toEqual([
    { lines: 3 },
  ]);
});

it('documents keep the Caf that signed them, their numbers and what they say; services and dossiers are where the partner is', async () => {
  expect((await read((client) => client.query(DOCUMENTS))).rows).toEqual(before.rows);
  expect(await rows('SELECT DISTINCT o.caf FROM opened_service o')).toEqual([{ caf: '93' }]);
  const dossiers = await rows(
    `SELECT type, q.caf, reader_caf FROM process q JOIN partner p ON p.id = q.partner_id WHERE type <> 'cnaTransfer' ORDER BY business_key`,
  );
  expect(dossiers).toEqual([
    { type: 'conventionnement', caf: '93', reader_caf: '06' },
    { type: 'conventionnement', caf: '93', reader_caf: '38' },
    { type: 'conventionnement', caf: '38', reader_caf: null },
    { type: 'esatOnboarding', caf: '93', reader_caf: null },
  ]);
});

it('who had an account with both Cafs has one, with the groups of both (FMT-14)', async () => {
  const claire = `SELECT u.id, u.state, u.administrateur_since IS NOT NULL AS admin FROM app_user u JOIN partner p ON p.id = u.partner_id WHERE p.siret = $1`;
  const accounts = await rows(`${claire} ORDER BY u.state`, PEUPLIERS);
  expect(accounts).toMatchObject([
    { state: 'ACTIF', admin: true },
    { state: 'CLOS', admin: false },
  ]);
  expect(
    await rows(
      'SELECT g.manager_id, m.user_id FROM user_group g JOIN membership m ON m.group_id = g.id AND m.until IS NULL',
    ),
  ).toEqual([{ manager_id: accounts[0]?.id, user_id: accounts[0]?.id }]);
  expect(await rows('SELECT user_id, service FROM service_use WHERE ended_at IS NULL')).toEqual([
    { user_id: accounts[0]?.id, service: 'CDAP' },
  ]);
});

it('whose second account was closed is told which one stays; links to the records that went lead to the one that stayed', async () => {
  const told = await rows(
    `SELECT recipient, params ->> 'login' AS login, params ->> 'kept' AS kept, state FROM mail WHERE template = 'MAIL-34'`,
  );
  const claire = await rows(
    `SELECT u.email, u.login, u.state FROM app_user u JOIN partner p ON p.id = u.partner_id WHERE p.siret = $1 ORDER BY u.state`,
    PEUPLIERS,
  );
  expect(told).toEqual([
    { recipient: claire[0]?.email, login: claire[1]?.login, kept: claire[0]?.login, state: 'A_ENVOYER' },
  ]);
  const joined = await rows('SELECT f.id, p.siret FROM former_partner f JOIN partner p ON p.id = f.partner_id');
  expect(joined.map(({ siret }) => siret).toSorted()).toEqual([PEUPLIERS, PEUPLIERS, '99995556000019']);
  const gone = joined.map(({ id }) => id as string);
  expect(await rows('SELECT id FROM partner WHERE id = ANY($1)', gone)).toEqual([]);
});

it('two conventions in force: the process that hands the partner to the CNA waits to be started (DEL-7)', async () => {
  const found = await rows(
    `SELECT q.state, q.caf, q.facts, q.workflow_started_at FROM process q JOIN partner p ON p.id = q.partner_id WHERE q.type = 'cnaTransfer' AND p.siret = $1`,
    PEUPLIERS,
  );
  expect(found).toMatchObject([
    { state: 'A_FAIRE', caf: '93', workflow_started_at: null, facts: { from: '93', departments: ['38', '75', '93'] } },
  ]);
});
