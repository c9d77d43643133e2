import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { partnerSigns } from '../test/signing.ts';
import { mountPages } from '../web/index.ts';

let api: TestApi;
let agent: string;
let me: string;
const dossiers: string[] = [];
beforeAll(async () => {
  api = await startApi({}, mountPages);
  agent = await api.as('agent93');
  me = (await api.call('GET', '/me', { token: agent })).body.user.id;
  for (const seed of [51, 52, 53]) {
    const body = { ...partnerBody({ siret: inventedSiret(seed) }), ...HOME_HELP };
    const partner = await api.call('POST', '/partners', { token: agent, body });
    const begun = await api.call('POST', `/partners/${partner.body.id}/conventionnements`, {
      token: agent,
      body: { services: ['ADONIS'], delegationMode: 'DELEGUE', missions: ['Aide'] },
    });
    expect([seed, begun.status, begun.body]).toEqual([seed, 202, expect.anything()]);
    dossiers.push(begun.body.processId);
    await partnerSigns(api.deps, begun.body.processId);
  }
});
afterAll(() => api.stop());

const tasks = async (query = '') =>
  (await api.call('GET', `/tasks?kind=CONTRESIGNER${query}`, { token: agent })).body.items as {
    id: string;
    dossier: string;
    lateDays: number;
    assignee: { id: string } | null;
  }[];
const page = async (method: 'GET' | 'POST', path: string, body?: URLSearchParams) => {
  const response = await fetch(`${api.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { cookie: `session=${agent}`, origin: api.url },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, to: response.headers.get('location'), html: await response.text() };
};
/** Presses a button of a form on a page. */
async function press(html: string, id: string, pressed: Record<string, string>) {
  const form = new RegExp(`<form[^>]*action="([^"]+)"[^>]*id="${id}".*?</form>`, 's').exec(html);
  const fields = [...(form?.[0] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const body = new URLSearchParams([
    ...fields.map(([, name, value]) => [name ?? '', (value ?? '').replaceAll('&amp;', '&')]),
    ...Object.entries(pressed),
  ]);
  return page('POST', (form?.[1] ?? '').replaceAll('&amp;', '&'), body);
}

it('those after a task are the later ones in the order of the list, by the query and in the pages; another Caf’s names none', async () => {
  const [first, second, third] = await tasks();
  const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
  expect(ids(await tasks(`&after=${first?.id}`))).toEqual([second?.id, third?.id]);
  expect(ids(await tasks(`&after=${third?.id}`))).toEqual([]);
  const next = async (after?: string) => (await page('GET', `/taches/suivante?kind=CONTRESIGNER&apres=${after}`)).to;
  expect(await next(first?.id)).toBe(`/taches/${second?.id}?file=1`);
  // after the last one, from the beginning
  expect(await next(third?.id)).toBe(`/taches/${first?.id}?file=1`);
  const elsewhere = await api.as('agent75');
  expect((await api.call('GET', `/tasks?after=${first?.id}`, { token: elsewhere })).status).toBe(404);
});

it('late tasks come first and say by how many days; mine are those I hold and those to be taken', async () => {
  const [first] = await tasks();
  await api.deps.db.task.update({
    where: { id: first?.id ?? '' },
    data: { due: new Date(api.now.getTime() - 3 * 86_400_000) },
  });
  expect((await tasks())[0]).toMatchObject({ id: first?.id, lateDays: 3 });
  expect((await page('GET', '/taches')).html).toContain('en retard de 3 jours');
  await api.deps.db.task.update({ where: { id: first?.id ?? '' }, data: { assigneeId: 'quelquun' } });
  expect((await tasks('&available=true')).map(({ id }) => id)).not.toContain(first?.id);
});

it('a task of who is away is taken over, or given to a colleague of the same Caf, and the journal says so', async () => {
  const [first] = await tasks();
  const assign = (assigneeId: string, token = agent) =>
    api.call('POST', `/tasks/${first?.id}/assign`, { token, body: { assigneeId } });
  expect((await assign(me)).body.assignee.id).toBe(me);
  const admin = (await api.call('GET', '/me', { token: await api.as('admin93') })).body.user.id;
  const colleagues = (await api.call('GET', `/tasks/${first?.id}/colleagues`, { token: agent })).body.items;
  expect(colleagues.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([me, admin]));
  expect((await assign(admin)).body.assignee.id).toBe(admin);
  const lines = await api.deps.db.auditLine.findMany({ where: { entityId: first?.id ?? '', action: 'task.assign' } });
  expect(lines.map(({ label }) => label)).toEqual(['Tâche reprise', expect.stringMatching(/^Tâche confiée à /)]);
  const stranger = (await api.call('GET', '/me', { token: await api.as('agent75') })).body.user.id;
  expect((await assign(stranger)).status).toBe(422);
  expect((await assign(me, await api.as('agent75'))).status).toBe(404);
  expect((await page('GET', `/taches/${first?.id}`)).html).toMatch(/Reprendre cette tâche d(e |'|&#x?[0-9a-f]+;)/i);
  const { html } = await page('GET', `/taches/${first?.id}`);
  const answer = await press(html, 'confier', { assigneeId: me });
  expect([answer.status, answer.to]).toEqual([303, `/taches/${first?.id}`]);
});

it('one after the other: the most urgent comes, when it is done the next one does, and the last leads to the list', async () => {
  const [first, second] = await tasks();
  const begun = await page('GET', '/taches/suivante?kind=CONTRESIGNER');
  expect(begun.to).toBe(`/taches/${first?.id}?file=1`);
  const shown = await page('GET', begun.to ?? '');
  const skip = /href="(\/taches\/suivante[^"]+)"/.exec(shown.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect((await page('GET', skip)).to).toBe(`/taches/${second?.id}?file=1`);
  const done = await press(shown.html, 'issue-countersign', { outcome: 'countersign' });
  expect(done.to).toMatch(/^\/taches\/suivante/);
  expect((await page('GET', done.to ?? '')).to).toBe(`/taches/${second?.id}?file=1`);
});

it('what one has taken comes before what nobody has, however urgent that is', async () => {
  const { db } = api.deps;
  const [first] = await tasks();
  const { id } = await db.task.findFirstOrThrow({
    where: { id: { not: first?.id ?? '' }, state: 'OUVERTE', caf: '93' },
    orderBy: [{ due: 'desc' }, { id: 'desc' }],
  });
  const before = await db.task.findUniqueOrThrow({ where: { id } });
  const later = new Date(before.due.getTime() + 90 * 86_400_000);
  expect((await page('GET', '/taches/suivante')).to).not.toBe(`/taches/${id}?file=1`);
  await api.call('POST', `/tasks/${id}/claim`, { token: agent, body: {} });
  await db.task.update({ where: { id }, data: { due: later } });
  expect((await page('GET', '/taches/suivante')).to).toBe(`/taches/${id}?file=1`);
  await db.task.update({ where: { id }, data: { due: before.due, assigneeId: before.assigneeId } });
});

it('those of one kind are decided together: a recap, then a report line by line', async () => {
  const open = await tasks();
  expect(open.length).toBe(2);
  const list = await page('GET', '/taches?kind=CONTRESIGNER');
  const recap = await press(list.html, 'lot', { which: 'all' });
  expect(recap.html).toContain('« Contresigner » pour 2 dossiers');
  expect((await tasks()).length).toBe(2);
  // one is decided meanwhile
  const [first] = open;
  await api.call('POST', `/tasks/${first?.id}/complete`, {
    token: agent,
    body: { outcome: 'return', reason: 'à revoir' },
  });
  const report = await press(recap.html, 'lot', {});
  expect(report.html).toContain('1 tâche faite sur 2');
  expect(report.html).toContain('non fait');
  expect(await tasks()).toEqual([]);
});

it('all that match, on all pages: the recap says how many, and that it is all of them or which part (U5)', async () => {
  const { db } = api.deps;
  const { fields: _, ...model } = await db.task.findFirstOrThrow({ where: { kind: 'CONTRESIGNER' } });
  const many = Array.from({ length: 410 }, (_each, n) => ({
    ...model,
    ...{ id: `many-${n}`, subject: `many-${n}`, state: 'OUVERTE', assigneeId: null },
    ...{ outcome: null, completedAt: null, completedBy: null },
  }));
  await db.task.createMany({ data: many.slice(0, 60) });
  const list = await page('GET', '/taches?kind=CONTRESIGNER');
  expect(list.html).toContain('60 lignes');
  expect(list.html).toContain('Contresigner : toutes celles qui répondent aux filtres (60)');
  const recap = await press(list.html, 'lot', { which: 'match' });
  expect(recap.html).toContain('« Contresigner » pour 60 dossiers');
  expect(recap.html).toContain('Ce sont toutes celles qui répondent aux filtres, sur toutes les pages.');
  expect(recap.html.match(/name="ids"/g)).toHaveLength(60);
  await db.task.createMany({ data: many.slice(60) });
  const longer = await press((await page('GET', '/taches?kind=CONTRESIGNER')).html, 'lot', { which: 'match' });
  expect(longer.html).toContain('« Contresigner » pour 400 dossiers');
  expect(longer.html).toContain('Ce sont les 400 premières sur 410 qui répondent aux filtres');
  await db.task.updateMany({ where: { id: { startsWith: 'many-' } }, data: { state: 'ANNULEE' } });
});

it('dossiers that match, too, by the filters of the list that was come from', async () => {
  // two of the three have ended by now
  const open = await api.deps.db.process.count({ where: { type: 'conventionnement', closedAt: null } });
  const { html } = await page('GET', '/dossiers?type=conventionnement');
  const recap = await press(html, 'lot-dossiers', { action: 'remind', match: 'oui' });
  expect(recap.html).toContain(`Relancer ${open} dossier${open > 1 ? 's' : ''} ?`);
  expect(recap.html).toContain('Ce sont tous ceux qui répondent aux filtres, sur toutes les pages.');
});

it('a kind that is decided on its own is refused together with others', async () => {
  const task = await api.deps.db.task.findFirst({ where: { kind: { not: 'CONTRESIGNER' }, state: 'OUVERTE' } });
  const id = task?.id ?? 'aucune';
  const answer = await api.call('POST', '/tasks/batch', { token: agent, body: { ids: [id], outcome: 'return' } });
  expect(answer.body.items).toMatchObject([{ taskId: id, status: 'refused' }]);
});
