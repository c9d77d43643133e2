import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SPREADSHEET_LIMITS } from '../adapters/files/spreadsheet/limits.ts';
import { parseSpreadsheet } from '../adapters/files/spreadsheet/parse.ts';
import { insertDossier } from '../adapters/store/dossier/startProcess.ts';
import { DAY_MS } from '../domain/policy/durations.ts';
import { DEFAULT_RETENTION } from '../domain/policy/retention.ts';
import { type Answer, startApi, type TestApi } from '../test/api.ts';
import { newDossier } from '../test/builders/dossier.ts';

let api: TestApi;
let national: string;
beforeAll(async () => {
  api = await startApi();
  national = await api.as('national');
});
afterAll(() => api.stop());

const FILE = new Blob([readFileSync(new URL('../ops/sample/partenaires-exemple.xlsx', import.meta.url))]);
const FIELDS = { name: 'Printemps', deadline: '2026-06-30', opensOn: '2026-05-01' };

async function check(token = national): Promise<Answer> {
  const raw = new FormData();
  for (const [name, value] of Object.entries({ ...FIELDS, dryRun: 'true' })) raw.append(name, value);
  raw.append('file', FILE, 'liste.xlsx');
  return api.call('POST', '/esat/campaigns', { token, raw });
}

const at = (id: string, rest = '') => `/esat/campaign-checks/${id}${rest}`;
const launch = (id: string, body: Record<string, unknown>, token = national) =>
  api.call('POST', at(id, '/launch'), { token, body });

it('a checked file is kept, sealed, for whoever checked it: figures, rows by verdict, exports (§6.4, S7)', async () => {
  const dry = (await check()).body;
  const { body } = await api.call('GET', at(dry.checkId), { token: national });
  expect(body).toMatchObject({ ...FIELDS, state: 'VERIFIEE', rows: dry.rows, byUseCase: dry.byUseCase, revision: 1 });
  expect(body.keptUntil).toBe(dry.keptUntil);
  const listed = (await api.call('GET', '/esat/campaign-checks', { token: national })).body.items;
  expect(listed[0]).toMatchObject({ id: dry.checkId, name: 'Printemps', lines: dry.rows.total });

  const first = await api.call('GET', at(dry.checkId, '/rows?limit=3'), { token: national });
  expect(first.body.items).toHaveLength(3);
  const second = await api.call('GET', at(dry.checkId, `/rows?limit=3&cursor=${first.body.nextCursor}`), {
    token: national,
  });
  expect(second.body.items[0].row).toBeGreaterThan(first.body.items[2].row);
  const refused = await api.call('GET', at(dry.checkId, '/rows?verdict=refused'), { token: national });
  expect(refused.body.items).toHaveLength(dry.rows.refused);

  const csv = await api.call('GET', at(dry.checkId, '/rows.csv?verdict=refused'), { token: national });
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="verification-.*\.csv"$/);
  expect(csv.body.split('\r\n"').length).toBe(dry.rows.refused + 1);
  const xlsx = await fetch(`${api.url}/api/v1${at(dry.checkId, '/rows.xlsx')}`, {
    headers: { Authorization: `Bearer ${national}` },
  });
  expect(xlsx.headers.get('content-type')).toContain('spreadsheetml.sheet');
  const [sheet] = await parseSpreadsheet(Buffer.from(await xlsx.arrayBuffer()), SPREADSHEET_LIMITS);
  expect(sheet?.rows).toHaveLength(dry.rows.total + 1);

  const row = await api.deps.db.campaignCheck.findUniqueOrThrow({ where: { id: dry.checkId } });
  const text = Buffer.from(row.sealed ?? []).toString('latin1');
  expect(text).not.toContain(first.body.items[0].siret);
});

it('what was checked is launched without being sent again, once, and its rows are the campaign’s from then on', async () => {
  const { checkId, rows } = (await check()).body;
  const begun = await launch(checkId, { revision: 1, name: 'Été', deadline: '2026-07-31' });
  expect(begun.status).toBe(202);
  expect(begun.body).toMatchObject({
    name: 'Été',
    deadline: '2026-07-31',
    opensOn: FIELDS.opensOn,
    state: 'EN_COURS',
    rows,
  });
  expect(await launch(checkId, { revision: 1 })).toMatchObject({ status: 409, body: { code: 'DEJA_FAIT' } });
  const row = await api.deps.db.campaignCheck.findUniqueOrThrow({ where: { id: checkId } });
  expect([row.sealed, row.campaignId]).toEqual([null, begun.body.id]);
});

it('a date in the past is meant or it is not launched (ESAT-23, ESAT-24)', async () => {
  const { checkId } = (await check()).body;
  const past = { revision: 1, deadline: '2020-01-01' };
  expect(await launch(checkId, past)).toMatchObject({ status: 422, body: { code: 'DATE_PASSEE' } });
  await api.call('DELETE', at(checkId), { token: national });
});

it('verdicts are worked out again at the launch: what changed is told, and nothing is launched before it was shown', async () => {
  const { checkId, rows } = (await check()).body;
  const accepted = await api.call('GET', at(checkId, '/rows?verdict=accepted'), { token: national });
  const [one] = accepted.body.items;
  // somebody begins its onboarding meanwhile
  const partner = { ...newDossier().partner, siret: one.siret, departments: [one.caf] };
  await api.deps.db.$transaction((tx) => insertDossier(tx, newDossier({ partner, caf: one.caf }), api.now));
  const before = await api.deps.db.campaign.count();
  expect(await launch(checkId, { revision: 1 })).toMatchObject({ status: 409, body: { code: 'VERIFICATION_CHANGEE' } });
  expect(await api.deps.db.campaign.count()).toBe(before);
  const shown = (await api.call('GET', at(checkId), { token: national })).body;
  expect(shown.revision).toBe(2);
  const [first, ...others] = shown.changes;
  expect(first).toMatchObject({ row: one.row, before: 'accepted', after: 'duplicate' });
  // a line that repeated it is a duplicate of the dossier now
  for (const other of others)
    expect(other).toMatchObject({ siret: one.siret, before: 'duplicate', after: 'duplicate' });
  expect(shown.rows).toMatchObject({ accepted: rows.accepted - 1, duplicate: rows.duplicate + 1 });
  // who still looks at what was shown first launches nothing either
  expect((await launch(checkId, { revision: 1 })).status).toBe(409);
  expect((await launch(checkId, { revision: 2 })).body).toMatchObject({ rows: shown.rows });
});

it('a checked file is nobody else’s: not a colleague’s, another Caf’s, the Cnaf’s or an operator’s (S5)', async () => {
  const admin = await api.as('admin93');
  const { checkId } = (await check(admin)).body;
  expect((await api.call('GET', at(checkId), { token: admin })).status).toBe(200);
  for (const kind of ['admin75', 'national'] as const) {
    const token = await api.as(kind);
    for (const rest of ['', '/rows', '/rows.csv', '/rows.xlsx'])
      expect([kind, rest, (await api.call('GET', at(checkId, rest), { token })).status]).toEqual([kind, rest, 404]);
    expect((await launch(checkId, { revision: 1 }, token)).status).toBe(404);
    expect((await api.call('DELETE', at(checkId), { token })).status).toBe(404);
    const { items } = (await api.call('GET', '/esat/campaign-checks', { token })).body;
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(checkId);
  }
  for (const kind of ['agent93', 'operator'] as const)
    expect((await api.call('GET', at(checkId), { token: await api.as(kind) })).status).toBe(403);
  expect((await api.call('GET', at(checkId))).status).toBe(401);
  expect((await api.call('DELETE', at(checkId), { token: admin })).status).toBe(204);
  expect((await api.call('GET', at(checkId), { token: admin })).status).toBe(404);
});

it('is over at its term, and of more than ten the oldest goes', async () => {
  const admin = await api.as('admin75');
  const { checkId } = (await check(admin)).body;
  const stored = await api.deps.db.campaignCheck.findUniqueOrThrow({ where: { id: checkId } });
  const createdAt = new Date(api.now.getTime() - DEFAULT_RETENTION.checks - DAY_MS);
  await api.deps.db.campaignCheck.update({ where: { id: checkId }, data: { createdAt } });
  expect((await api.call('GET', at(checkId), { token: admin })).status).toBe(404);
  const more = Array.from({ length: 10 }, (_, n) => ({
    ...{ id: `autre-${n}`, userId: stored.userId, name: 'x', lines: 1, sealed: Buffer.from('x') },
    createdAt: new Date(api.now.getTime() - 1_000 - n),
  }));
  await api.deps.db.campaignCheck.createMany({ data: more });
  await check(admin);
  const left = await api.deps.db.campaignCheck.findMany({ where: { userId: stored.userId } });
  expect(left).toHaveLength(10);
  expect(left.map(({ id }) => id)).not.toContain(checkId);
  expect(left.map(({ id }) => id)).not.toContain('autre-9');
});
