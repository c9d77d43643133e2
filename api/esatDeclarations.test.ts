import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { TypedLine } from '../domain/esatDeclaration/columns.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { workbookOfLines } from '../test/builders/workbook.ts';
import { type OpenEsat, openEsat, workerCells, workerLine } from '../test/esat.ts';
import { inventedSiret } from '../test/people.ts';

const PATH = '/esat/declarations/2026';
/** in the window of November 2026 */
const DECEMBER = new Date('2026-12-10T09:00:00Z');

let api: TestApi;
let lilas: OpenEsat;
let chenes: OpenEsat;
let nadia: string;
let omar: string;

beforeAll(async () => {
  api = await startApi();
  api.now = DECEMBER;
  lilas = await openEsat(api, { siret: inventedSiret(301), raisonSociale: 'Esat Les Lilas' });
  chenes = await openEsat(api, { siret: inventedSiret(302), raisonSociale: 'Esat Les Chênes', caf: '75' });
  nadia = await lilas.person('nadia');
  omar = await chenes.person('omar');
});
afterAll(() => api.stop());

const keep = (token: string, lines: TypedLine[], version?: number) =>
  api.call('PUT', `${PATH}/draft`, {
    ...{ token, body: { lines } },
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
const submit = (token: string, key: string, confirmed = false) =>
  api.call('POST', `${PATH}/submissions`, { token, body: { confirmed }, headers: { 'idempotency-key': key } });
const received = async (kind: 'agent93' | 'agent75') =>
  (await api.call('GET', '/esat/received/2026', { token: await api.as(kind) })).body;

describe('a declaration of guaranteed remunerations (ESAT-7)', () => {
  it('is kept as a draft whatever its lines say, each fault told by line and column, and refused as a whole', async () => {
    const lines = [
      workerLine('1000001'),
      workerLine('1000002', { rate: '300', direct: '1000000' }),
      workerLine('1000003', { aah: 'Non' }),
    ];
    const kept = await keep(nadia, lines);
    expect(kept.status).toBe(200);
    expect(kept.body.draft.lines).toEqual(lines);
    expect(kept.body.faults.map(({ line, column, code }: Record<string, unknown>) => [line, column, code])).toEqual([
      [2, 'rate', 'CHAMP_INVALIDE'],
      [2, 'direct', 'CHAMP_INVALIDE'],
      [3, 'aah', 'NON_BENEFICIAIRE_AAH'],
    ]);
    const refused = await submit(nadia, 'refused-1');
    expect([refused.status, refused.body.code]).toEqual([422, 'DECLARATION_A_CORRIGER']);
    const again = await api.call('GET', PATH, { token: nadia });
    expect([again.body.state, again.body.draft.lines]).toEqual(['BROUILLON', lines]);
  });

  it('reaches the worker’s own Caf, which may not be the Esat’s, with a receipt', async () => {
    const lines = [workerLine('1000001'), workerLine('7500001', { caf: '75', lastName: 'Petit' })];
    await keep(nadia, lines);
    const answer = await submit(nadia, 'first-submission');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ version: 1, workers: 2, totalCents: 231_590 });
    const at93 = await received('agent93');
    expect(at93.items.map((one: Record<string, unknown>) => [one.organisme, one.workers, one.number])).toEqual([
      ['Esat Les Lilas', 1, answer.body.number],
    ]);
    const at75 = await received('agent75');
    expect(at75.items.map((one: Record<string, unknown>) => [one.organisme, one.caf, one.workers])).toEqual([
      ['Esat Les Lilas', '93', 1],
    ]);
    expect(at75.counts).toEqual({ workers: 1, esats: 1, expected: 1, missing: 1 });
    await inEveryOrder('/esat/received/2026', ['organisme', 'siret', 'caf', 'at']);
    const csv = await api.call('GET', '/esat/received/2026/lines.csv', { token: await api.as('agent75') });
    expect(csv.body).toContain('"Petit";"Awa";"31/12/1985";"80";"245,60";"912,35";"0,00";"1157,95"');
    expect(csv.body).not.toContain('1000001');
    const receipt = await api.call('GET', `${PATH}/submissions/${answer.body.number}/receipt`, { token: nadia });
    expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  it('gives one receipt for one key, also to who asks at the same time', async () => {
    const [one, two] = await Promise.all([submit(nadia, 'twice-pressed'), submit(nadia, 'twice-pressed')]);
    const later = await submit(nadia, 'twice-pressed');
    expect([one.status, two.status, later.status]).toEqual([201, 201, 201]);
    expect(new Set([one.body.number, two.body.number, later.body.number]).size).toBe(1);
    // … and where the kept answer is gone with the server that was to write it
    await api.deps.db.idempotentAnswer.deleteMany({ where: { key: 'twice-pressed' } });
    expect((await submit(nadia, 'twice-pressed')).body.number).toBe(one.body.number);
  });

  it('is corrected while the window is open: the last one counts, those before keep their receipt', async () => {
    await keep(nadia, [workerLine('1000001', { rate: '50' }), workerLine('1000009')]);
    expect((await api.call('GET', PATH, { token: nadia })).body.state).toBe('A_TRANSMETTRE_DE_NOUVEAU');
    const corrected = await submit(nadia, 'corrected');
    expect(corrected.status).toBe(201);
    const { body } = await api.call('GET', PATH, { token: nadia });
    expect([body.state, body.submissions[0].number]).toEqual(['TRANSMISE', corrected.body.number]);
    expect((await received('agent93')).items[0].workers).toBe(2);
    expect((await received('agent75')).items).toEqual([]);
    for (const { number } of body.submissions)
      expect((await api.call('GET', `${PATH}/submissions/${number}/receipt`, { token: nadia })).status).toBe(200);
  });

  it('of a worker of another Esat is asked, and taken once it is confirmed', async () => {
    await keep(omar, [workerLine('1000009')]);
    const asked = await submit(omar, 'elsewhere-1');
    expect([asked.status, asked.body.code, asked.body.errors.map(({ code }: { code: string }) => code)]).toEqual([
      422,
      'DECLARATION_A_CONFIRMER',
      ['TRAVAILLEUR_DECLARE_AILLEURS'],
    ]);
    expect((await submit(omar, 'elsewhere-2', true)).status).toBe(201);
  });

  it('is filled by a spreadsheet, reported by the file’s rows, which names nobody', async () => {
    const form = new FormData();
    const lines = [workerLine('1000001'), workerLine('1000001'), workerLine('1000004', { aid: 'douze' })];
    form.set('file', new Blob([new Uint8Array(workbookOfLines(workerCells(lines)))]), 'novembre.xlsx');
    const answer = await api.call('POST', `${PATH}/draft/import`, { token: nadia, raw: form });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ lines: 3, faulty: 2 });
    expect(answer.body.faults.map(({ row, column, code }: Record<string, unknown>) => [row, column, code])).toEqual([
      [3, 'number', 'LIGNE_EN_DOUBLE'],
      [4, 'aid', 'CHAMP_INVALIDE'],
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/Diop|douze/);
    expect((await api.call('GET', PATH, { token: nadia })).body.draft.lines).toEqual(lines);
  });

  it('refuses what was decided on another draft than the present one', async () => {
    const { draft } = (await api.call('GET', PATH, { token: nadia })).body;
    expect((await keep(nadia, [workerLine('1000001')], draft.version)).status).toBe(200);
    const late = await keep(nadia, [workerLine('1000002')], draft.version);
    expect([late.status, late.body.code]).toEqual([412, 'VERSION_PERIMEE']);
    const blind = await api.call('POST', `${PATH}/submissions`, {
      ...{ token: nadia, body: { confirmed: false } },
      headers: { 'if-match': `"${draft.version}"`, 'idempotency-key': 'blind' },
    });
    expect(blind.status).toBe(412);
  });
});

describe('who may (ESAT-10, S5)', () => {
  it('is in a group of the service with its role', async () => {
    const outside = await lilas.person('paulette', false);
    for (const [method, path] of [
      ['GET', PATH],
      ['PUT', `${PATH}/draft`],
      ['POST', `${PATH}/submissions`],
    ] as const) {
      const body = method === 'GET' ? undefined : method === 'PUT' ? { lines: [] } : { confirmed: true };
      const answer = await api.call(method, path, { token: outside, ...(body === undefined ? {} : { body }) });
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'SERVICE_NON_OUVERT']);
    }
  });

  it('reads no other Esat’s receipt', async () => {
    const { number } = (await api.call('GET', PATH, { token: nadia })).body.submissions[0];
    expect((await api.call('GET', `${PATH}/submissions/${number}/receipt`, { token: omar })).status).toBe(404);
  });

  it('is no Caf where an Esat declares, and no Esat where a Caf reads; the nation reads no names', async () => {
    expect((await api.call('GET', PATH, { token: await api.as('agent93') })).status).toBe(403);
    for (const path of ['/esat/received/2026', '/esat/received/2026/lines.csv', '/esat/received/2026/missing'])
      for (const token of [nadia, await api.as('national'), await api.as('operator')])
        expect((await api.call('GET', path, { token })).status).toBe(403);
  });
});

describe('outside of the window (ESAT-8)', () => {
  test.each([
    ['before its first second', '2026-11-30T22:59:59Z'],
    ['after its last second', '2027-02-28T23:00:00Z'],
  ])('%s nothing is kept or taken: 409 CAMPAGNE_FERMEE', async (_, at) => {
    api.now = new Date(at);
    const token = await lilas.person('nadia');
    for (const answer of [
      await keep(token, [workerLine('1')]),
      await submit(token, `closed ${at}`.replaceAll(' ', '-'), true),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'CAMPAGNE_FERMEE']);
    expect((await api.call('GET', PATH, { token })).body.window.open).toBe(false);
    api.now = DECEMBER;
  });

  it('in its last second it is taken', async () => {
    api.now = new Date('2027-02-28T22:59:59Z');
    const token = await lilas.person('nadia');
    await keep(token, [workerLine('1000001')]);
    expect((await submit(token, 'last-second')).status).toBe(201);
    api.now = DECEMBER;
  });
});

/** As a list makes one. */
const cursorOf = (place: readonly string[]) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A list of one line at Caf 93: it comes after the first cursor there is, and before the last (U5). */
async function inEveryOrder(path: string, columns: readonly string[]): Promise<void> {
  const token = await api.as('agent93');
  for (const sort of columns)
    for (const [asked, from] of [
      [sort, ''],
      [`-${sort}`, 'zzzz'],
    ] as const) {
      const cursor = cursorOf([from, from]);
      const { body } = await api.call('GET', `${path}?sort=${asked}&cursor=${cursor}`, { token });
      expect([asked, body.items?.length, body.total]).toEqual([asked, 1, 1]);
      const beyond = cursorOf(from === '' ? ['zzzz', 'zzzz'] : ['', '']);
      expect((await api.call('GET', `${path}?sort=${asked}&cursor=${beyond}`, { token })).body.items).toEqual([]);
    }
}

describe('what a Caf misses', () => {
  it('are its own Esat with the service open that have not declared', async () => {
    const hetres = await openEsat(api, { siret: inventedSiret(303), raisonSociale: 'Esat Les Hêtres' });
    const missing = async () =>
      (await api.call('GET', '/esat/received/2026/missing', { token: await api.as('agent93') })).body.items;
    expect((await missing()).map((one: Record<string, unknown>) => [one.organisme, one.draftAt])).toEqual([
      ['Esat Les Hêtres', null],
    ]);
    await inEveryOrder('/esat/received/2026/missing', ['organisme', 'siret', 'draftAt']);
    const token = await hetres.person('lea');
    await keep(token, []);
    expect((await missing())[0].draftAt).toBe(DECEMBER.toISOString());
    expect((await submit(token, 'nobody')).body.code).toBe('DECLARATION_VIDE');
    expect((await submit(token, 'nobody-indeed', true)).status).toBe(201);
    expect(await missing()).toEqual([]);
  });
});

describe('what is kept of workers (S2, S7)', () => {
  it('stands under seal: no table, log or kept answer has a name or a number in clear', async () => {
    const { db } = api.deps;
    const tables = ['esat_declaration', 'esat_submission', 'esat_line', 'idempotent_answer', 'audit_line', 'mail'];
    for (const table of tables) {
      const [row] = await db.$queryRawUnsafe<{ found: boolean }[]>(
        `SELECT coalesce(bool_or(t::text ~ 'Diop|Petit|1000001|${Buffer.from('Diop').toString('hex')}'), false) AS found FROM ${table} t`,
      );
      expect([table, row?.found]).toEqual([table, false]);
    }
    expect(api.log.join('')).not.toMatch(/Diop|Petit|1000001/);
  });
});
