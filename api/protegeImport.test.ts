import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { makeProteges } from '../ops/sample/proteges.ts';
import { type PersonKind, startApi, type TestApi } from '../test/api.ts';
import { EAST, HEAD, inSpace, openNationally, openTuteur } from '../test/tuteur.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await openNationally(api.deps.db);
  await (await openTuteur(api, HEAD, 'Association tutélaire Horizon')).person('ana');
});
afterAll(() => api.stop());

const send = async (text: string | Buffer, kind: PersonKind = 'national', dryRun = false) => {
  const raw = new FormData();
  raw.set('file', new Blob([typeof text === 'string' ? text : new Uint8Array(text)]), 'proteges.csv');
  if (dryRun) raw.set('dryRun', 'true');
  return api.call('POST', '/tuteur/proteges/import', { token: await api.as(kind), raw });
};
const HEADER = 'Matricule;Nom;Prénom;Né le;Mesure;Fin mesure;SIRET';
const line = (number: string, name: string, siret: string = HEAD, ends = '') =>
  `${number};${name};Odette;11/02/1948;Tutelle;${ends};${siret}`;
const file = (...lines: string[]) => [HEADER, ...lines].join('\r\n');
const listed = async () =>
  (await api.call('GET', '/tuteur/proteges', { token: await inSpace(api, 'ana') })).body.items.map(
    (one: { number: string; reference: string }) => [one.number, one.reference] as const,
  );

it('a file replaces the former as a whole, each protégé kept by reference; a dry run replaces nothing', async () => {
  const first = file(line('1000001', 'Vautrin'), line('1000002', 'Restaud', EAST));
  expect(await send(first, 'national', true)).toMatchObject({
    status: 200,
    body: {
      replaced: false,
      checkId: null,
      rows: { total: 2, accepted: 2, refused: 0 },
      before: 0,
      removed: 0,
      details: [],
    },
  });
  expect(await listed()).toEqual([]);
  expect((await send(first)).body).toMatchObject({ replaced: true, before: 0, removed: 0 });
  const before = new Map<string, string>(await listed());
  expect([...before.keys()]).toEqual(['1000002', '1000001']);
  // Windows-1252, a comma, another order: the same person under a new name, one gone, one new
  const second = Buffer.from(
    [
      'SIRET,Mesure,Né(e) le,Prénom,Nom,Numéro',
      `${HEAD},tutelle,11/02/1948,Odette,Noël,1000001`,
      `${HEAD},MASP,01/01/1960,Ève,Taillefer,1000003`,
    ].join('\n'),
    'latin1',
  );
  expect((await send(second, 'national', true)).body).toMatchObject({ before: 2, removed: 1 });
  expect((await send(second)).body).toMatchObject({ replaced: true, before: 2, removed: 1 });
  const after = new Map<string, string>(await listed());
  expect([...after.keys()]).toEqual(['1000001', '1000003']);
  expect(after.get('1000001')).toBe(before.get('1000001'));
});

it('one faulty line and nothing is replaced: every fault of every line is told, and nothing of anybody', async () => {
  const before = await listed();
  const wrong = file(line('1000001', 'Vautrin'), line('x', 'Gobseck', '123'), line('1000001', 'Vautrin'), 'a;b');
  const refused = await send(wrong);
  expect(refused).toMatchObject({ status: 422, body: { code: 'FICHIER_A_CORRIGER' } });
  expect(refused.body.errors.map((one: { path: string; code: string }) => `${one.path} ${one.code}`)).toEqual([
    'rows.3.Matricule CHAMP_INVALIDE',
    'rows.3.SIRET SIRET_FORMAT',
    'rows.4. LIGNE_EN_DOUBLE',
    'rows.5.Matricule CHAMP_INVALIDE',
    'rows.5.Prénom CHAMP_OBLIGATOIRE',
    'rows.5.Né le CHAMP_OBLIGATOIRE',
    'rows.5.Mesure CHAMP_OBLIGATOIRE',
    'rows.5.SIRET CHAMP_OBLIGATOIRE',
  ]);
  expect((await send(wrong, 'national', true)).body).toMatchObject({
    rows: { total: 4, accepted: 1, refused: 3 },
    details: [{ row: 3 }, { row: 4 }, { row: 5 }],
  });
  expect(JSON.stringify(refused.body) + api.log.join('')).not.toMatch(/Gobseck|Vautrin/);
  expect(await listed()).toEqual(before);
});

it('all rows to correct are kept a day for whoever sent the file, without anybody’s name: walked, found, exported (U5, S2)', async () => {
  const wrong = file(
    ...Array.from({ length: 600 }, (_, n) =>
      line(n % 2 === 0 ? 'x' : String(3_000_000 + n), 'Gobseck', n % 2 === 0 ? HEAD : '123'),
    ),
  );
  const { body } = await send(wrong, 'national', true);
  expect([body.rows.refused, body.details.length]).toEqual([600, 500]);
  const token = await api.as('national');
  const get = async (rest: string) =>
    (await api.call('GET', `/tuteur/protege-checks/${body.checkId}${rest}`, { token })).body;
  expect(await get('')).toMatchObject({ rows: body.rows, before: body.before });
  for (const sort of ['row', '-row', 'column', '-column']) {
    const walked: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ sort, limit: '200', ...(cursor === '' ? {} : { cursor }) });
      const page = await get(`/rows?${query}`);
      walked.push(...page.items.map(({ row }: { row: number }) => row));
      cursor = page.nextCursor;
    }
    expect([sort, new Set(walked).size]).toEqual([sort, 600]);
  }
  expect((await get('/rows?q=matricule')).total).toBe(300);
  expect((await get('/rows.csv')).trim().split('\r\n')).toHaveLength(601);
  expect(JSON.stringify(await get('/rows?limit=200'))).not.toContain('Gobseck');
  for (const kind of ['agent93', 'operator'] as const)
    expect(
      (await api.call('GET', `/tuteur/protege-checks/${body.checkId}`, { token: await api.as(kind) })).status,
    ).toBe(403);
  await api.deps.db.keptForm.update({ where: { id: body.checkId }, data: { expiresAt: api.now } });
  expect((await get('/rows')).code).toBe('INTROUVABLE');
});

it('a file without its columns, or no table, is told so whole, and quotes nobody', async () => {
  const headless = await send([line('1000001', 'Vautrin'), line('1000002', 'Restaud')].join('\n'));
  expect(headless).toMatchObject({ status: 422, body: { code: 'COLONNE_MANQUANTE' } });
  expect(JSON.stringify(headless.body)).not.toMatch(/Vautrin|Odette|1000001/);
  expect((await send(Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 3]))).status).toBe(422);
  expect((await send(HEADER)).body.code).toBe('RIEN_A_IMPORTER');
});

it('is the national person’s to send, and stands in the journal without a name', async () => {
  for (const kind of ['agent93', 'admin93', 'operator'] as const)
    expect((await send(makeProteges(), kind)).status).toBe(403);
  expect((await send(makeProteges())).body).toMatchObject({ replaced: true, rows: { total: 32 } });
  const entry = await api.deps.db.auditLine.findFirstOrThrow({
    where: { action: 'proteges.import' },
    orderBy: { id: 'desc' },
  });
  expect(entry).toMatchObject({ label: 'Fichier des protégés remplacé : 32 lignes', after: { after: 32 } });
  expect(JSON.stringify(entry.after)).not.toMatch(/[A-Z][a-zé]+ille/);
});

it('21,000 lines, more than any other list may have, are read, checked and replaced', async () => {
  const many = file(
    ...Array.from({ length: 21_000 }, (_, n) => line(String(2_000_000 + n), `Vautrin${'abcdefgh'[n % 8]}`)),
  );
  expect((await send(many)).body).toMatchObject({ replaced: true, rows: { total: 21_000, refused: 0 }, removed: 32 });
  expect(await api.deps.db.protege.count()).toBe(21_000);
}, 120_000);
