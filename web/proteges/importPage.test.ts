import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import { startApi, type TestApi } from '../../test/api.ts';
import { type Form, formsOf, pageOf, press, wordsIn } from '../../test/forms.ts';
import { protegesCsv } from '../../test/tiersi.ts';
import { EAST, HEAD } from '../../test/tuteur.ts';
import { mountPages } from '../index.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  token = await api.as('national');
});
afterAll(() => api.stop());

const PATH = '/tuteurs/proteges';
const words = (html: string) => wordsIn(parse(html)).replace(/\s+/g, ' ');
const count = () => api.deps.db.protege.count();

async function send(bytes: Buffer, dryRun: boolean): Promise<[status: number, read: string]> {
  const [form] = formsOf(await pageOf(api, PATH, token), '').filter(({ id }) => id === 'fichier');
  if (form === undefined) throw new Error('no form');
  const answer = await press(api, form, token, { dryRun: String(dryRun) }, { name: 'proteges.csv', bytes });
  return [answer.status, words(await answer.text())];
}

const GOOD = protegesCsv([
  { number: '9910000', siret: HEAD },
  { number: '9910037', siret: EAST, ends: '30/06/2031' },
]);

it('is for the Cnaf, who finds it from the reopening, with a file of its columns', async () => {
  const list = await pageOf(api, '/reouvertures', token);
  expect(list).toContain(`href="${PATH}"`);
  const page = await pageOf(api, PATH, token);
  expect(page).toContain('href="/api/v1/tuteur/proteges/import/template"');
  const template = await api.call('GET', '/tuteur/proteges/import/template', { token });
  expect([template.status, template.headers.get('content-disposition')]).toEqual([
    ...[200, 'attachment; filename="proteges-modele.csv"'],
  ]);
  // what it asks for is what the import reads: only lines are missing
  expect(await send(Buffer.from(template.body), true)).toEqual([200, expect.stringContaining('Lignes 0')]);
  for (const kind of ['agent93', 'admin93', 'operator'] as const)
    expect(words(await pageOf(api, PATH, await api.as(kind)))).toContain('Accès refusé');
});

it('checks without replacing, then replaces, and says what was there before', async () => {
  const [status, read] = await send(GOOD, true);
  expect([status, await count()]).toEqual([200, 0]);
  expect(read).toContain('Rien n’est encore remplacé');
  expect((await send(GOOD, false))[0]).toBe(303);
  expect(await count()).toBe(2);
  expect((await send(protegesCsv([{ number: '9910000', siret: HEAD }]), true))[1]).toContain(
    'ne seraient plus confiées 1',
  );
});

it('tells every row to correct, of a check and of a replacement that is refused, and repeats no cell', async () => {
  const bad = protegesCsv([
    { number: '9910000', siret: '99992245300018' },
    { number: 'Canarinumero', siret: HEAD },
    { number: '9910037', siret: HEAD },
  ]);
  for (const dryRun of [true, false]) {
    const [status, read] = await send(bad, dryRun);
    expect(status).toBe(dryRun ? 200 : 422);
    for (const said of ['À corriger 2', 'ce SIRET n’existe pas'.replace('’', "'"), 'un numéro a des chiffres'])
      expect(read).toContain(said);
    expect(read).not.toContain('Canarinumero');
  }
  // its rows have a page of their own, as every list
  const [form] = formsOf(await pageOf(api, PATH, token), '').filter(({ id }) => id === 'fichier');
  const answer = await press(api, form as Form, token, { dryRun: 'true' }, { name: 'proteges.csv', bytes: bad });
  const sorted = /href="([^"]*verifications[^"]*sort=column[^"]*)"/.exec(await answer.text())?.[1] ?? '';
  expect(words(await pageOf(api, sorted.replaceAll('&amp;', '&'), token))).toContain('2 lignes');
  expect(await count()).toBe(2);
  // a file as a whole: not a table, without its columns, nobody in it
  expect((await send(Buffer.from('a;b\r\n1;2'), false))[1]).toContain('La colonne « Nom » est obligatoire');
  expect((await send(Buffer.from([0, 1, 2, 3]), false))[0]).toBeGreaterThanOrEqual(415);
});
