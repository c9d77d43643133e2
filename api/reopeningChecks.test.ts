import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTuteurs } from '../ops/seed/tuteurs.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { tiersiCsv, uploadTiersi } from '../test/tiersi.ts';
import { CHECKED_SORTS } from './reopeningChecks.ts';

const O5 = '99992245300017';
const O14 = '99995255900014';
/** More lines than a page has, and some that are refused or said twice. */
const FILE = [
  { siret: O5, mcp: O5, proteges: 5, name: 'Éclat des Horizons' },
  { siret: O5, mcp: O5, proteges: 5, name: 'Éclat des Horizons' },
  { siret: '123', mcp: 'x', proteges: '' },
  ...Array.from({ length: 250 }, (_, n) => ({ siret: inventedSiret(n + 100), mcp: inventedSiret(n + 100) })),
];

let api: TestApi;
let national: string;
beforeAll(async () => {
  api = await startApi();
  national = await api.as('national');
  await openTuteurs(api.deps.db, 'x', api.now);
});
afterAll(() => api.stop());

const check = async (file = FILE, path = '/tuteur/reopenings') =>
  (await uploadTiersi(api, path, tiersiCsv(file), { ...(path.endsWith('/file') ? {} : DATE), dryRun: 'true' })).body;
const DATE = { opensOn: '2099-01-18' };
const get = (checkId: string, rest = '', token = national) =>
  api.call('GET', `/tuteur/reopening-checks/${checkId}${rest}`, { token });
async function start(fields: Record<string, string>, path = '/tuteur/reopenings', key?: string) {
  const raw = new FormData();
  for (const [name, value] of Object.entries(fields)) raw.set(name, value);
  return api.call('POST', path, { token: national, raw, headers: key === undefined ? {} : { 'idempotency-key': key } });
}

it('a file that was checked is kept, sealed, a day, for whoever checked it: its figures, then all its lines', async () => {
  const { details, ...told } = await check();
  const { body } = await get(told.checkId);
  expect(body).toMatchObject({ ...told, reopeningId: null, changed: 0, absentChanged: 0 });
  expect(Date.parse(body.keptUntil) - Date.parse(body.checkedAt)).toBe(86_400_000);
  expect([told.rows, details.length]).toEqual([{ total: 253, read: 251, refused: 1, duplicate: 1 }, 2]);
  const row = await api.deps.db.keptForm.findUniqueOrThrow({ where: { id: told.checkId } });
  expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('Horizons');
  expect((await get(told.checkId, '', await api.as('operator'))).status).toBe(403);
  await api.deps.db.keptForm.update({ where: { id: told.checkId }, data: { expiresAt: api.now } });
  for (const rest of ['', '/rows', '/rows.csv', '/rows.xlsx']) expect((await get(told.checkId, rest)).status).toBe(404);
  expect(await start({ ...DATE, checkId: told.checkId })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'file' }] },
  });
});

it('its lines are walked in every order, found by their words, filtered by what is said of them, and exported', async () => {
  const { checkId } = await check();
  for (const sort of Object.keys(CHECKED_SORTS).flatMap((column) => [column, `-${column}`])) {
    const walked: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ sort, limit: '100', ...(cursor === '' ? {} : { cursor }) });
      const page = (await get(checkId, `/rows?${query}`)).body;
      walked.push(...page.items.map(({ row }: { row: number }) => row));
      cursor = page.nextCursor;
    }
    expect([sort, walked.length, new Set(walked).size]).toEqual([sort, 253, 253]);
  }
  const found = async (query: string) => (await get(checkId, `/rows?${query}`)).body;
  expect((await found('q=eclat%20horiz')).total).toBe(2);
  expect((await found(`q=${encodeURIComponent('999 922 453 00017')}`)).total).toBe(2);
  expect((await found('verdict=REFUSEE')).items).toEqual([
    expect.objectContaining({ row: 4, tuteurVerdict: null, before: null }),
  ]);
  expect((await found('tuteurVerdict=CONFORME&verdict=LUE&limit=1')).total).toBe(251);
  expect((await found('verdict=LUE&q=horizons')).items).toEqual([
    expect.objectContaining({ row: 2, caf: '93', tuteurVerdict: 'CONFORME', refusal: null }),
  ]);
  const csv = (await get(checkId, '/rows.csv?verdict=DOUBLE')).body.trim().split('\r\n');
  expect([csv.length, csv[0]]).toEqual([2, expect.stringContaining('"À la vérification"')]);
});

it('a reopening begins of what was checked, once, and the same key finds it where its answer was lost', async () => {
  const { checkId } = await check();
  const past = { opensOn: '2020-01-01', checkId };
  expect(await start(past)).toMatchObject({ status: 422, body: { code: 'DATE_PASSEE' } });
  const both = await Promise.all([
    start({ ...DATE, checkId }, undefined, 'ouvrir-un'),
    start({ ...DATE, checkId }, undefined, 'ouvrir-deux'),
  ]);
  const made = both.filter(({ status }) => status === 202);
  expect(made).toHaveLength(1);
  expect(made[0]?.body).toMatchObject({ state: 'CONTROLE_SIRET', rows: { total: 253 } });
  const { id } = made[0]?.body ?? {};
  expect(await api.deps.db.tiersiLine.count({ where: { processId: id } })).toBe(253);
  expect(await api.deps.db.keptForm.count({ where: { id: checkId } })).toBe(0);
  const key = both[0]?.status === 202 ? 'ouvrir-un' : 'ouvrir-deux';
  await api.deps.db.idempotentAnswer.deleteMany({ where: { key } });
  expect(await start({ ...DATE, checkId }, undefined, key)).toMatchObject({ status: 202, body: { id } });
});

it('a newer file replaces the one in force of what was checked; what changed meanwhile is told, and nothing done before it was shown', async () => {
  const { id } = (await api.call('GET', '/tuteur/reopenings', { token: national })).body.items[0];
  const path = `/tuteur/reopenings/${id}/file`;
  const file = [
    { siret: O5, mcp: O5 },
    { siret: '99992245300025', mcp: O5 },
  ];
  const { checkId } = await check(file, path);
  expect((await get(checkId)).body).toMatchObject({ reopeningId: id, opensOn: DATE.opensOn });
  // it was checked for this reopening alone
  expect(await start({ ...DATE, checkId })).toMatchObject({ status: 422, body: { errors: [{ path: 'file' }] } });

  // the nature of one that it names is corrected meanwhile
  const partner = await api.deps.db.partner.findFirstOrThrow({ where: { siret: O5 } });
  const { nature } = partner;
  await api.deps.db.partner.update({ where: { id: partner.id }, data: { nature: 'PERSONNE_PHYSIQUE' } });
  expect(await start({ checkId }, path)).toMatchObject({ status: 409, body: { code: 'VERIFICATION_CHANGEE' } });
  expect(await api.deps.db.tiersiLine.count({ where: { processId: id } })).toBe(253);
  await start({ checkId, dryRun: 'true' }, path);
  expect((await get(checkId)).body).toMatchObject({ changed: 2 });
  expect((await get(checkId, '/rows?changed=true')).body.items).toEqual([
    expect.objectContaining({
      row: 2,
      refusal: 'NON_TUTEUR_MORAL',
      before: 'MULTI_SIRET',
      tuteurVerdict: 'MULTI_SIRET',
    }),
    expect.objectContaining({ row: 3 }),
  ]);
  // one that it does not name goes meanwhile: no line says so
  await api.deps.db.partner.update({ where: { id: partner.id }, data: { nature } });
  await start({ checkId, dryRun: 'true' }, path);
  const lacking = (await get(checkId)).body.total.byVerdict.ABSENT_TIERSI;
  expect(lacking).toBeGreaterThan(0);
  await api.deps.db.partner.updateMany({ where: { siret: O14 }, data: { nature: 'PERSONNE_PHYSIQUE' } });
  expect(await start({ checkId }, path)).toMatchObject({ status: 409, body: { code: 'VERIFICATION_CHANGEE' } });
  await start({ checkId, dryRun: 'true' }, path);
  expect((await get(checkId)).body).toMatchObject({ changed: 0, absentChanged: 1 });

  expect(await start({ checkId }, path)).toMatchObject({ status: 200, body: { file: 2, rows: { total: 2 } } });
  expect(await start({ checkId }, path)).toMatchObject({ status: 422 });
});
