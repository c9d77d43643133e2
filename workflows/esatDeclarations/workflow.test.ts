import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { esatStepsOn } from '../../adapters/store/esatDeclaration/year.ts';
import { windowOf, yearInView } from '../../domain/esatDeclaration/window.ts';
import { DAY_MS } from '../../domain/policy/durations.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { openEsat, workerLine } from '../../test/esat.ts';
import { inventedSiret } from '../../test/people.ts';
import { startTimeSkipping, type TimeSkipping } from '../../test/timeSkipping.ts';

const policy = { ...DEFAULT_POLICY, quietHours: null };
let api: TestApi;
let running: TimeSkipping;
/** when each step was taken, in days before the end; a batch that is asked again is one */
const taken = new Map<string, number[]>();
/** what people do once the window has been open for a while */
let meanwhile: () => Promise<void> = async () => undefined;
let died = false;

beforeAll(async () => {
  api = await startApi();
  const next = esatStepsOn(api.deps.db, { policy, mailboxOf: (caf) => `agent@caf${caf}.example` });
  running = await startTimeSkipping({
    policy,
    async esatStepNext(step, now) {
      const { year, what, at } = step;
      const before = (windowOf(year, policy.esatWindow).closesAt.getTime() - now.getTime()) / DAY_MS;
      taken.set(`${what} ${at.toISOString()}`, [...(taken.get(`${what} ${at.toISOString()}`) ?? []), before]);
      if (what === 'remind') await meanwhile();
      const more = await next(step, now);
      // a worker that is killed after its batch has answered nothing: the batch is asked anew
      if (what === 'close' && !died) {
        died = true;
        throw new Error('killed');
      }
      return more;
    },
  });
});
afterAll(async () => {
  await running.stop();
  await api.stop();
});

test('a year is lived from its opening in December to its close in March: each Esat is told in its time, once, and the late one is a task (ESAT-8, REM-8)', async () => {
  const { db } = api.deps;
  const start = await running.env.currentTimeMs();
  const year = yearInView(new Date(start), policy.esatWindow);
  const { opensAt, closesAt } = windowOf(year, policy.esatWindow);
  api.now = new Date(start);
  const [early, late, nobody] = await Promise.all(
    ['Esat Tôt', 'Esat Tard', 'Esat Vide'].map((raisonSociale, index) =>
      openEsat(api, { siret: inventedSiret(411 + index), raisonSociale, caf: index === 2 ? '75' : '93' }),
    ),
  );
  if (early === undefined || late === undefined || nobody === undefined) throw new Error('three were opened');
  const token = await early.person('nadia');
  await late.person('omar');
  meanwhile = async () => {
    meanwhile = async () => undefined;
    api.now = new Date(Math.max(start, opensAt.getTime()) + DAY_MS);
    const path = `/esat/declarations/${year}`;
    // what was signed in at the start lapsed long ago
    const again = (await early.person('nadia')) || token;
    const lines = [workerLine('1000001')];
    const kept = await api.call('PUT', `${path}/draft`, {
      token: again,
      body: { lines },
      headers: { 'If-Match': '"0"' },
    });
    const headers = { 'If-Match': kept.headers.get('etag') ?? '', 'Idempotency-Key': 'une-fois-pour-toutes' };
    const sent = await api.call('POST', `${path}/submissions`, { token: again, body: { confirmed: false }, headers });
    expect([kept.status, sent.status]).toEqual([200, 201]);
  };
  await running.env.client.workflow.execute('esatDeclarations', {
    ...{ workflowId: 'esat-declarations', taskQueue: 'processes', args: [{}] },
  });
  expect(await running.env.currentTimeMs()).toBeGreaterThanOrEqual(closesAt.getTime());
  // no step is taken before its time
  const reminders = DEFAULT_POLICY.esatReminders.map((ms) => ms / DAY_MS);
  const left = reminders.filter((days) => closesAt.getTime() - days * DAY_MS > start);
  const days = [...taken.values()].map(([first = Number.NaN]) => Math.max(0, Math.ceil(first - 1e-6)));
  expect(days).toEqual([
    Math.ceil((closesAt.getTime() - Math.max(start, opensAt.getTime())) / DAY_MS - 1e-6),
    ...left,
    0,
  ]);

  const told = await db.mail.findMany({ where: { template: { in: ['MAIL-120', 'MAIL-121'] } } });
  const acts = (recipient: string) =>
    told
      .filter((mail) => mail.recipient === recipient)
      .map(({ params }) => params as { act?: string; closed?: boolean; missing?: number })
      .map(({ act, closed, missing }) => act ?? `${closed ? 'close' : 'remind'} ${missing}`)
      .sort();
  const reminded = left.map(() => 'remind');
  // who declared is told no more; who may declare is told, and the administrateurs where nobody may
  expect(acts(`nadia@${inventedSiret(411)}.example`)).toEqual(['open']);
  expect(acts(`omar@${inventedSiret(412)}.example`)).toEqual(['close', 'open', ...reminded]);
  expect(acts(`paul@${inventedSiret(413)}.example`)).toEqual(['close', 'open', ...reminded]);
  expect(acts(`paul@${inventedSiret(412)}.example`)).toEqual([]);
  expect(acts('agent@caf93.example')).toEqual(['close 1', ...left.map(() => 'remind 1')]);
  expect(acts('agent@caf75.example')).toEqual(['close 1', ...left.map(() => 'remind 1')]);

  const cases = await db.process.findMany({ where: { type: 'lateDeclaration' }, orderBy: { caf: 'asc' } });
  expect(cases.map(({ caf, partnerId, facts }) => [caf, partnerId, facts])).toEqual([
    ['75', nobody.partnerId, { year }],
    ['93', late.partnerId, { year }],
  ]);
  const id = cases[1]?.id ?? '';
  await api.tick(id);
  const agent = await api.as('agent93');
  const tasks = (await api.call('GET', '/tasks', { token: agent })).body.items;
  expect(tasks.map(({ kind }: { kind: string }) => kind)).toEqual(['RELANCER_ESAT']);
  const done = await api.call('POST', `/tasks/${tasks[0].id}/complete`, {
    ...{ token: agent, body: { outcome: 'received' }, headers: { 'Idempotency-Key': 'recue-autrement' } },
  });
  expect(done.status).toBe(200);
  expect(await db.process.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'REGULARISEE' });
});
