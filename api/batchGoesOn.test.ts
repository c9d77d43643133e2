import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { partnerSigns } from '../test/signing.ts';
import { mountPages } from '../web/index.ts';
import { ofEach } from './batch.ts';

const MANY = 60;
let api: TestApi;
let agent: string;
const dossiers: string[] = [];
beforeAll(async () => {
  api = await startApi({}, mountPages);
  agent = await api.as('agent93');
  for (let seed = 1; seed <= MANY; seed += 1) {
    const body = { ...partnerBody({ siret: inventedSiret(400 + seed) }), ...HOME_HELP };
    const partner = await api.call('POST', '/partners', { token: agent, body });
    const begun = await api.call('POST', `/partners/${partner.body.id}/conventionnements`, {
      token: agent,
      body: { services: ['ADONIS'], delegationMode: 'DELEGUE', missions: ['Aide'] },
    });
    dossiers.push(begun.body.processId);
    await partnerSigns(api.deps, begun.body.processId);
  }
});
afterAll(() => api.stop());

/** A worker that takes so many acts and then no more. */
function answering(times: number): void {
  let left = times;
  Object.defineProperty(api, 'worker', { configurable: true, get: () => left-- > 0 });
}
const working = () => Object.defineProperty(api, 'worker', { configurable: true, writable: true, value: true });

const post = async (path: string, fields: readonly (readonly [string, string])[]) => {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { cookie: `session=${agent}`, origin: api.url },
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
  });
  return response.text();
};
/** The form of this id on a page, as its button sends it. */
function formOf(html: string, id: string) {
  const form = new RegExp(`<form[^>]*action="([^"]+)"[^>]*id="${id}".*?</form>`, 's').exec(html);
  const fields = [...(form?.[0] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return {
    path: (form?.[1] ?? '').replaceAll('&amp;', '&'),
    fields: fields.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as const),
  };
}
const lines = (html: string, words: string) => html.match(new RegExp(`> : ${words}<`, 'g'))?.length ?? 0;
const tasks = () =>
  api.deps.db.task.findMany({ where: { kind: 'CONTRESIGNER', processId: { in: dossiers } }, orderBy: { id: 'asc' } });
/** How many documents the Caf countersigned in each, by the journal. */
const signed = async () => {
  const made = await api.deps.db.auditLine.groupBy({
    by: ['processId'],
    where: { action: 'document.countersign', processId: { in: dossiers } },
    _count: true,
  });
  return made.map(({ _count }) => _count);
};

it('a report says of each line what is known, and « Continuer » does the rest: nothing twice (R8)', async () => {
  expect(await tasks()).toHaveLength(MANY);
  const list = await fetch(`${api.url}/taches?kind=CONTRESIGNER`, { headers: { cookie: `session=${agent}` } });
  const chosen = formOf(await list.text(), 'lot');
  const wish = formOf(await post(chosen.path, [...chosen.fields, ['which', 'match']]), 'lot');
  const key = wish.fields.find(([name]) => name === 'cle');
  expect(wish.fields.filter(([name]) => name === 'ids')).toHaveLength(MANY);
  answering(25);
  const first = await post(wish.path, wish.fields);
  working();
  expect(first).toContain(`25 tâches faites sur ${MANY}.`);
  expect(first).toContain('35 lignes ne sont pas encore confirmées');
  expect([lines(first, 'fait'), lines(first, 'pas encore confirmé')]).toEqual([25, 35]);
  expect(first).not.toContain('non fait');
  expect((await tasks()).filter(({ state }) => state === 'FAITE')).toHaveLength(25);
  // the sweep tells ten of those that stand
  const waiting = (await tasks()).filter(({ state }) => state === 'OUVERTE').map(({ processId }) => processId);
  for (const one of waiting.slice(0, 10)) await api.sweep(one);
  const { path, fields } = formOf(first, 'continuer');
  expect(fields).toContainEqual(key);
  const second = await post(path, fields);
  expect(second).toContain(`${MANY} tâches faites sur ${MANY}.`);
  expect([lines(second, 'fait'), second.includes('Continuer</button>')]).toEqual([MANY, false]);
  expect(await post(path, fields)).toContain(`${MANY} tâches faites sur ${MANY}.`);
  const once = await signed();
  expect([once.length, new Set(once).size]).toEqual([MANY, 1]);
});

it('what was not taken in time is said to be not done', async () => {
  const { db } = api.deps;
  const open = await db.process.findMany({ where: { type: 'conventionnement', closedAt: null }, take: 2 });
  const stays = open.length === 0 ? dossiers.slice(0, 1) : open.map(({ id }) => id);
  answering(0);
  const wish = { action: 'remind', ids: stays, insist: true };
  const ask = { token: agent, body: wish, headers: { 'idempotency-key': 'remind-late' } };
  const first = await api.call('POST', '/processes/batch', ask);
  expect(first.body.items.map(({ status }: { status: string }) => status)).toEqual(stays.map(() => 'pending'));
  working();
  api.now = new Date(api.now.getTime() + 2 * 60_000);
  const late = await api.call('POST', '/processes/batch', ask);
  expect(late.body.items).toEqual(
    stays.map(() => expect.objectContaining({ status: 'refused', code: 'COMMANDE_EXPIREE' })),
  );
});

it('nothing more is begun once the answer is due', async () => {
  const done = await ofEach(
    ['a', 'b', 'c', 'd', 'e', 'f'],
    async () => 'done',
    () => 'left',
    -1,
  );
  expect(done).toEqual(Array.from({ length: 6 }, () => 'left'));
});
