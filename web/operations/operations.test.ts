import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beat, keepBeating } from '../../adapters/store/heartbeat.ts';
import { EXECUTION_WORDS } from '../../domain/operations/troubles.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { fakeOperations } from '../../test/fakes/operations.ts';
import { type Form, formsOf, pageOf, press } from '../../test/forms.ts';
import { prepare } from '../../test/places.ts';
import { partnerSigns } from '../../test/signing.ts';
import { mountPages } from '../index.ts';

/** What Temporal answers: each test has its say. */
const engine = {
  away: false,
  remembered: [] as string[],
  wrong: [] as Awaited<ReturnType<ReturnType<typeof fakeOperations>['wrongExecutions']>>,
};
const fake = fakeOperations();
const answering = <T>(ask: () => Promise<T>) => (engine.away ? Promise.reject(new Error('14 UNAVAILABLE')) : ask());
const operations = {
  ...fake,
  queues: () =>
    answering(async () => {
      const asked = engine.remembered.map((identity) => ({ identity, askedAt: new Date() }));
      return (await fake.queues()).map((one) => ({ ...one, pollers: [...one.pollers, ...asked] }));
    }),
  schedules: () => answering(fake.schedules),
  actOnSchedule: (...act: Parameters<typeof fake.actOnSchedule>) => answering(() => fake.actOnSchedule(...act)),
  wrongExecutions: () => answering(async () => engine.wrong),
};

let api: TestApi;
let operator: string;
let dossier: string;
beforeAll(async () => {
  api = await startApi({ operations, health: { temporal: async () => !engine.away } }, mountPages);
  dossier = (await prepare(api)).dossier.split('/').at(-1) ?? '';
  operator = await api.as('operator');
});
afterAll(() => api.stop());

const get = (path: string, token = operator) => api.call('GET', path, { token });
const kinds = async () => (await get('/operations/troubles')).body.items.map(({ kind }: { kind: string }) => kind);
const linkTo = (html: string, words: string) =>
  new RegExp(`href="([^"]+)"[^>]*>${words}`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

/** Looks until it holds, so many times at most. */
async function looks(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it never held');
}

describe('who looks after the machine (§4)', () => {
  it('is an operator, and nobody else', async () => {
    for (const kind of ['agent93', 'admin93', 'national'] as const)
      for (const path of ['/operations/status', '/operations/troubles', '/operations/schedules'])
        expect((await get(path, await api.as(kind))).status).toBe(403);
    expect(await pageOf(api, '/', await api.as('admin93'))).not.toMatch(/href="\/exploitation"|id="incidents"/);
    expect(await pageOf(api, '/', operator)).toContain('id="incidents"');
    expect(await pageOf(api, '/', operator)).toContain('href="/exploitation"');
  });
});

describe('workers, queues and the sweep', () => {
  it('a worker says every two seconds that it runs; one that fell silent is seen, one that was stopped in order is no incident', async () => {
    const { db } = api.deps;
    expect(await kinds()).toContain('WORKER'); // nobody has begun
    const pulse = await keepBeating(db);
    const workers = async () => (await get('/operations/status')).body.workers;
    // a machine that stands still for a while makes it silent, until it beats again
    await looks(async () => (await workers())[0]?.state === 'EN_MARCHE' && !(await kinds()).includes('WORKER'));
    expect(await workers()).toMatchObject([{ queues: ['passerelle', 'passerelle-dispatch'] }]);
    await db.$executeRaw`UPDATE heartbeat SET started_at = now() - interval '1 hour' WHERE kind = 'worker'`;
    // as one that was killed leaves its row
    await db.$executeRaw`INSERT INTO heartbeat VALUES ('tue', 'worker', '4242@machine', now(), now() - interval '9 seconds')`;
    expect(await workers()).toContainEqual(expect.objectContaining({ host: '4242@machine', state: 'MUET' }));
    const seen = await pageOf(api, '/exploitation', operator);
    expect(seen).toMatch(/4242@machine[\s\S]*N’a rien dit depuis \d+ s/);
    expect(seen).toMatch(/4242@machine[\s\S]*Ne répond plus/);
    // Temporal remembers it for minutes, and it asks for nothing any more
    engine.remembered = ['4242@machine'];
    expect(await workers()).toContainEqual(expect.objectContaining({ host: '4242@machine', queues: [] }));
    const queues = (await get('/operations/status')).body.queues;
    expect(queues.map(({ pollers }: { pollers: number }) => pollers)).toEqual([1, 1, 1]);
    engine.remembered = [];
    // another one began in its place: one newcomer for one that is gone
    await db.$executeRaw`INSERT INTO heartbeat VALUES ('tue2', 'worker', '4343@machine', now(), now() - interval '8 seconds')`;
    await db.$executeRaw`INSERT INTO heartbeat VALUES ('neuf', 'worker', '4444@machine', now() - interval '3 seconds', now())`;
    const states = new Map((await workers()).map(({ host, state }: { host: string; state: string }) => [host, state]));
    expect([states.get('4242@machine'), states.get('4343@machine')]).toEqual(['REMPLACE', 'MUET']);
    const troubles = (await get('/operations/troubles')).body.items.filter(
      ({ kind }: { kind: string }) => kind === 'WORKER',
    );
    expect(troubles.map(({ about }: { about: string }) => about)).toEqual(['4343@machine']);
    expect(await pageOf(api, '/exploitation', operator)).toMatch(/4242@machine[\s\S]*Ne répond plus, remplacé depuis/);
    await pulse.stop();
    await db.heartbeat.deleteMany({ where: { id: { in: ['tue', 'tue2', 'neuf'] } } });
    expect(await workers()).toMatchObject([{ state: 'ARRETE' }]);
    await looks(async () => {
      await beat(db, { id: 'autre', kind: 'worker' });
      return !(await kinds()).includes('WORKER');
    });
  });

  it('what waits for a worker is counted by queue; the sweep shows when it last passed', async () => {
    const { db } = api.deps;
    const queues = (await get('/operations/status')).body.queues;
    expect(queues).toContainEqual({ queue: 'passerelle', kind: 'activity', backlog: 3, oldestMs: 3_000, pollers: 1 });
    expect((await get('/operations/status')).body.sweep).toBeNull();
    await beat(db, { id: 'sweep', kind: 'sweep' });
    expect((await get('/operations/status')).body.sweep).toMatchObject({ state: 'EN_MARCHE' });
    await db.$executeRaw`UPDATE heartbeat SET beat_at = now() - interval '1 hour' WHERE id = 'sweep'`;
    expect(await kinds()).toContain('SWEEP');
    await beat(db, { id: 'sweep', kind: 'sweep' });
  });

  it('while Temporal does not answer, the page says so and shows the rest', async () => {
    engine.away = true;
    const html = await pageOf(api, '/exploitation', operator);
    engine.away = false;
    expect(html).toContain('ses files ne peuvent pas être lues');
    expect(html).toMatch(/Moteur des processus \(Temporal\)[\s\S]*Ne répond plus/);
    expect(html).toContain('Courriels à envoyer');
  });
});

describe('incidents of all kinds on one page', () => {
  it('an act without an outcome, a dossier that was not begun, an execution that fails, a declared incident, a mail whose turn is past', async () => {
    const { db } = api.deps;
    const before = new Date(api.now.getTime() - 120_000);
    const { id } = await db.process.findFirstOrThrow({ where: { type: 'esatOnboarding' } });
    await db.command.create({
      data: {
        ...{ id: 'perdu', actorId: 'u', key: 'perdu', bodyHash: '', processId: id, act: {}, actor: {} },
        ...{ notAfter: api.now, createdAt: before },
      },
    });
    await db.process.update({ where: { id }, data: { workflowStartedAt: null, createdAt: before } });
    await db.process.update({ where: { id: dossier }, data: { incident: 'ENVOI_ECHOUE' } });
    engine.wrong = [{ workflowId: 'reminders', type: 'reminders', status: 'STUCK', at: before }];
    const found = (await get('/operations/troubles')).body.items;
    expect(found.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['UNCONFIRMED', 'UNSTARTED', 'DOSSIER', 'EXECUTION']),
    );
    expect(found.find(({ kind }: { kind: string }) => kind === 'DOSSIER')).toMatchObject({ processId: dossier });
    expect(await pageOf(api, '/exploitation', operator)).toContain(EXECUTION_WORDS.STUCK);
    engine.wrong = [];
    await db.command.update({ where: { id: 'perdu' }, data: { outcome: {}, toldAt: api.now } });
    await db.process.update({ where: { id }, data: { workflowStartedAt: before } });
    await db.process.update({ where: { id: dossier }, data: { incident: null } });
  });

  it('the refused mail is found in two clicks: its state, its attempts, what its kind says, and sending it again', async () => {
    const { db } = api.deps;
    const where = { processId: dossier, template: 'MAIL-25' };
    const lastError = 'réponse 552 5.2.2 du serveur de courriel';
    await db.mail.updateMany({ where, data: { state: 'ENVOI_ECHOUE', attempts: 4, lastError } });
    await db.process.update({ where: { id: dossier }, data: { incident: 'ENVOI_ECHOUE' } });
    const mail = await db.mail.findFirstOrThrow({ where });
    const process = await db.process.findUniqueOrThrow({ where: { id: dossier } });

    const incidents = await pageOf(api, linkTo(await pageOf(api, '/', operator), 'Exploitation'), operator);
    const path = linkTo(incidents, 'Ouvrir le courriel');
    expect(path).toBe(`/courriels/envois/${mail.id}`);
    const html = await pageOf(api, path, operator);
    expect(html).toContain('cette boîte est pleine');
    expect(html).toMatch(/Tentatives<\/dt><dd><span>4</);
    expect(html).toContain(`src="/courriels/envois/${mail.id}/html"`);
    // as it was written to its reader, whose link is nobody else's (S2)
    const framed = await pageOf(api, `/courriels/envois/${mail.id}/html`, operator);
    const label = 'Association Les Tilleuls';
    for (const shown of [html, framed]) {
      expect(shown).toContain(label);
      expect(shown).toContain('https://lien-masque.invalid/');
      expect(shown).not.toContain('/lien/');
    }
    // what a Caf and an organisme say to each other in a case is not the operator's
    await db.process.update({ where: { id: dossier }, data: { type: 'userRequest' } });
    const ofCase = await get(`/mails/${mail.id}/text`);
    expect(ofCase.body.example).toBe(true);
    expect(JSON.stringify(ofCase.body)).not.toContain(label);
    expect((await get(`/mails/${mail.id}/text`, await api.as('admin93'))).body.example).toBe(false);
    await db.process.update({ where: { id: dossier }, data: { type: process.type } });

    const [form] = formsOf(html, path).filter(({ id }) => id === 'renvoyer');
    expect((await press(api, form as Form, operator)).status).toBe(303);
    expect(await db.mail.findUniqueOrThrow({ where: { id: mail.id } })).toMatchObject({
      ...{ state: 'A_ENVOYER', attempts: 0, messageId: mail.messageId },
    });
    expect((await db.process.findUniqueOrThrow({ where: { id: dossier } })).incident).toBeNull();
    const again = await press(api, form as Form, operator, { cle: 'autre-cle-1' });
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('il n&#39;y a rien à régler')]);
    const [line] = await db.auditLine.findMany({ where: { action: 'mail.resend' } });
    expect(line).toMatchObject({ processId: dossier, entityId: mail.id, before: { state: 'ENVOI_ECHOUE' } });
  });

  it('an agent sends it again from the dossier, and another Caf does not', async () => {
    const { db } = api.deps;
    const where = { processId: dossier, template: 'MAIL-25' };
    await db.mail.updateMany({ where, data: { state: 'DOUTE' } });
    const { id } = await db.mail.findFirstOrThrow({ where });
    const agent = await api.as('agent93');
    const sent = await api.call('POST', `/mails/${id}/resend`, { token: await api.as('agent75') });
    expect(sent.status).toBe(404);
    const page = `/dossiers/${dossier}`;
    const [form] = formsOf(await pageOf(api, page, agent), page).filter((one) => one.id === `renvoyer-${id}`);
    expect((await press(api, form as Form, agent)).status).toBe(303);
    expect((await db.mail.findUniqueOrThrow({ where: { id } })).state).toBe('A_ENVOYER');
    // never to an address that was refused
    await db.mail.update({ where: { id }, data: { state: 'ENVOI_ECHOUE', lastError: '550 5.1.1' } });
    expect(await pageOf(api, page, agent)).not.toContain(`renvoyer-${id}`);
    expect((await api.call('POST', `/mails/${id}/resend`, { token: agent })).body.code).toBe('ETAT_INCOMPATIBLE');
    await db.mail.update({ where: { id }, data: { state: 'PRIS', lastError: null } });
  });
});

describe('what is done by the clock', () => {
  const PAGE = '/exploitation/planification';
  const formOf = async (id: string): Promise<Form> =>
    formsOf(await pageOf(api, PAGE, operator), PAGE).find((one) => one.id === id) as Form;

  it('is begun by hand, suspended and resumed, each told in the journal', async () => {
    expect(await pageOf(api, PAGE, operator)).toContain('11/03/2026 à 08h30');
    expect((await press(api, await formOf('trigger-reminders'), operator)).status).toBe(303);
    expect(await pageOf(api, PAGE, operator)).toContain('10/03/2026 à 10h00');
    await press(api, await formOf('pause-purge'), operator, { reason: 'Sauvegarde en cours' });
    const paused = await pageOf(api, PAGE, operator);
    expect(paused).toMatch(/Suspendue<\/span><span class="soft"> operator Essai : Sauvegarde en cours/);
    expect(await kinds()).toContain('SCHEDULE');
    await press(api, await formOf('resume-purge'), operator);
    expect(await kinds()).not.toContain('SCHEDULE');
    const lines = await api.deps.db.auditLine.findMany({ where: { entity: 'schedule' }, orderBy: { id: 'asc' } });
    expect(lines.map(({ action, entityId }) => [action, entityId])).toEqual([
      ['schedule.trigger', 'reminders'],
      ['schedule.pause', 'purge'],
      ['schedule.resume', 'purge'],
    ]);
  });

  it('is left alone where Temporal does not answer, and the journal does not say otherwise', async () => {
    const form = await formOf('trigger-reminders');
    const before = await api.deps.db.auditLine.count();
    engine.away = true;
    const answer = await press(api, form, operator);
    const html = await pageOf(api, PAGE, operator);
    engine.away = false;
    expect(answer.status).toBe(503);
    expect(html).toContain('Le moteur des processus ne répond pas.');
    expect(await api.deps.db.auditLine.count()).toBe(before);
    const body = { act: 'trigger' };
    expect((await api.call('POST', '/operations/schedules/autre', { token: operator, body })).status).toBe(404);
  });
});

it('of more mails in trouble than one page tells, it says so, and where all of them are', async () => {
  const { db } = api.deps;
  const { id: _, key: __, ...one } = await db.mail.findFirstOrThrow();
  const trouble = { state: 'ENVOI_ECHOUE', settledAt: null };
  const ids = Array.from({ length: 101 }, (_, n) => `refuse-${n}`);
  await db.mail.createMany({ data: ids.map((id) => ({ ...one, ...trouble, id, key: id })) as never });
  const html = await pageOf(api, '/', operator);
  expect(html).toMatch(/incidents et davantage[\s\S]*les 100 plus récents[\s\S]*href="\/courriels\?trouble=true"/);
  expect((await get('/mails?trouble=true')).body.total).toBeGreaterThan(100);
  await db.mail.updateMany({ where: { id: { in: ids } }, data: { state: 'PRIS' } });
  expect(await pageOf(api, '/', operator)).not.toContain('et davantage');
});

describe('a process as a diagram of its phases', () => {
  it('shows what was passed and when, where it stands since when, and what is planned; the engine itself to an operator alone', async () => {
    const page = `/dossiers/${dossier}/deroule`;
    const agent = await api.as('agent93');
    const course = async () => (await get(`/processes/${dossier}/course`, agent)).body;
    const before = await course();
    const here = before.steps.findIndex(({ at }: { at: string }) => at === 'current');
    expect(before.steps[here]).toMatchObject({ enteredAt: '2026-03-10T09:00:00.000Z', leftAt: null });
    expect(before.planned[0]).toMatchObject({ what: expect.stringContaining('Relance du partenaire'), rule: 'REM-2' });

    const html = await pageOf(api, page, agent);
    expect(html).toMatch(/<li class="current" aria-current="step"><strong>[\s\S]*depuis le <time[^>]*>10\/03\/2026/);
    expect(html).not.toContain('Minuteries');
    const seen = await pageOf(api, page, operator);
    expect(seen).toMatch(/Minuteries en attente[\s\S]*17\/03\/2026/);
    expect(seen).toContain(`href="https://temporal.example/namespaces/default/workflows/${dossier}"`);
    expect((await get(`/processes/${dossier}/execution`, agent)).status).toBe(403);
    expect((await get(`/processes/${dossier}/course`, await api.as('agent75'))).status).toBe(404);

    // the partner signs some hours later: the step is left, the next one entered, at that instant
    api.now = new Date('2026-03-10T15:00:00Z');
    await partnerSigns(api.deps, dossier);
    const after = await course();
    expect(after.steps[here]).toMatchObject({ at: 'done', leftAt: '2026-03-10T15:00:00.000Z' });
    expect(after.steps[here + 1]).toMatchObject({ at: 'current', enteredAt: '2026-03-10T15:00:00.000Z' });
  });
});
