import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../adapters/store/ids.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { addProtege, CAP_SUD, EAST, HEAD, inSpace, openNationally, openTuteur, signedIn } from '../test/tuteur.ts';

let api: TestApi;
let partnerId: string;
beforeAll(async () => {
  api = await startApi();
  await openNationally(api.deps.db);
  const horizon = await openTuteur(api, HEAD, 'Association tutélaire Horizon');
  partnerId = horizon.partnerId;
  for (const login of ['ana', 'eve', 'zoe']) await horizon.person(login);
  await addProtege(api.deps.db, EAST, { number: '1111111', lastName: 'Restaud' });
  await addProtege(api.deps.db, CAP_SUD, { number: '2222222', lastName: 'Taillefer' });
  await addProtege(api.deps.db, HEAD, { number: '3333333', lastName: 'Goriot', measureEndsOn: '2026-01-01' });
});
afterAll(() => api.stop());

const person = (number: string, lastName: string) => ({
  number,
  lastName,
  firstName: 'Odette',
  birthDate: '1948-02-11',
});
const signal = async (number: string, lastName: string, login = 'ana', headers = {}) =>
  api.call('POST', '/tuteur/missing-proteges', {
    token: await inSpace(api, login),
    body: person(number, lastName),
    headers,
  });
const list = async (kind: 'agent93' | 'agent75' | 'national') =>
  api.call('GET', '/tuteur/missing-proteges', { token: await api.as(kind) });
const signals = () => api.deps.db.missingProtege.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] });

it('who is in the list is shown there; who is entrusted to others, or no more, is answered alike', async () => {
  const seen = await signal('11 111 11', 'RESTAUD');
  expect(seen).toMatchObject({ status: 201, body: { answer: 'VISIBLE', reference: expect.any(String) } });
  const other = (await signal('2222222', 'Taillefer')).body;
  const ended = (await signal('3333333', 'Goriot')).body;
  expect([other.answer, ended.answer]).toEqual(['NON_CONFIE', 'NON_CONFIE']);
  expect([other.message, other.reference]).toEqual([ended.message, ended.reference]);
  expect(await api.deps.db.task.count()).toBe(0);
  expect((await signals()).map(({ found, signal: counts }) => [found, counts]).sort()).toEqual([
    ['AUTRE_ORGANISME', true],
    ['MESURE_TERMINEE', false],
    ['VISIBLE', false],
  ]);
});

it('who the files leave open is a task of the Caf, which alone reads what was found and about whom, until it has answered', async () => {
  api.now = new Date(api.now.getTime() + 60_000);
  const key = { 'idempotency-key': 'signal-vautrin-1' };
  const asked = await signal('9999999', 'Vautrin', 'eve', key);
  expect(asked).toMatchObject({ status: 201, body: { answer: 'TRANSMIS', reference: null } });
  // a double click is one signal (R8)
  expect((await signal('9999999', 'Vautrin', 'eve', key)).body.id).toBe(asked.body.id);
  const [row] = (await list('agent93')).body.items;
  expect(row).toMatchObject({
    ...{ organisme: 'Association tutélaire Horizon', person: 'eve Essai', state: 'A_VERIFIER' },
    found: { code: 'INCONNU', signal: true },
    whom: { number: '9999999', lastName: 'Vautrin', firstName: 'Odette', birthDate: '1948-02-11' },
  });
  const own = async () =>
    (await api.call('GET', '/tuteur/missing-proteges', { token: await inSpace(api, 'eve') })).body.items[0];
  expect(await own()).toMatchObject({ state: 'A_VERIFIER', found: null, whom: null, processId: null });
  expect((await list('agent75')).body.items).toEqual([]);
  expect((await list('national')).status).toBe(403);
  const token = await api.as('agent93');
  const task = (await api.call('GET', `/tasks?dossier=${row.processId}`, { token })).body.items[0];
  expect(task).toMatchObject({ kind: 'VERIFIER_PROTEGE', state: 'OUVERTE' });
  const done = await api.call('POST', `/tasks/${task.id}/complete`, { token, body: { outcome: 'entrusted' } });
  expect(done.status).toBeLessThan(300);
  expect(await own()).toMatchObject({ state: 'CONFIE' });
  expect((await list('agent93')).body.items[0]).toMatchObject({ state: 'CONFIE', whom: null });
  expect(await api.deps.db.process.count({ where: { type: 'missingProtege' } })).toBe(1);
});

it('the June failure: hidden by the SIRET search, or by a SIREN that Tiersi has otherwise, it is a task and a signal', async () => {
  const { db } = api.deps;
  await openNationally(db, 'SIRET');
  expect((await signal('1111111', 'Restaud')).body.answer).toBe('TRANSMIS');
  await openNationally(db, 'SIREN');
  const reopening = { id: 'tuteur-reopening-1', type: 'tuteurReopening', businessKey: 'n', caf: '', label: 'x' };
  await db.process.create({
    data: {
      ...reopening,
      state: 'CONTROLE_SIRET',
      since: api.now,
      facts: {},
      linkRef: 'reopening',
      createdAt: api.now,
      workflowStartedAt: api.now,
      createdBy: 'x',
    },
  });
  const line = { processId: reopening.id, row: 2, verdict: 'LUE', reasons: [], siren: CAP_SUD.slice(0, 9) };
  const named = { siret: CAP_SUD, siretMcp: HEAD, raisonSociale: 'Horizon', proteges: 4 };
  await db.tiersiLine.create({ data: { ...line, ...named } });
  expect((await signal('2222222', 'Taillefer')).body.answer).toBe('TRANSMIS');
  // the reopening that runs is told at once, by each signal and by nothing else (`POLICY_TUT_STOP`)
  expect((await signal('1111111', 'Restaud')).body.answer).toBe('VISIBLE');
  const looks = await db.command.findMany({ where: { processId: reopening.id } });
  expect(looks).toMatchObject([{ act: { type: 'look' }, outcome: null }]);
  expect(looks[0]?.createdAt.getTime()).toBeLessThan(api.now.getTime() - 5_000);
  const found = (await signals()).filter(({ processId }) => processId !== null).map((one) => one.found);
  expect(found.sort()).toEqual(['AUTRE_SIRET', 'ECART_TIERSI', 'INCONNU']);
  expect(await db.missingProtege.count({ where: { partnerId, signal: true } })).toBe(4);
});

it('needs the entrance of the space, is traced, and is not for trying people out', async () => {
  const token = await signedIn(api, 'zoe');
  const body = person('1', 'X');
  expect(await api.call('POST', '/tuteur/missing-proteges', { token, body })).toMatchObject({
    status: 401,
    body: { code: 'AUTHENTIFICATION_DEDIEE' },
  });
  expect(
    (await api.call('POST', '/tuteur/missing-proteges', { token: await inSpace(api, 'zoe'), body: {} })).status,
  ).toBe(422);
  const { id: userId } = await api.deps.db.user.findFirstOrThrow({ where: { firstName: 'zoe' } });
  await signal('2222222', 'Taillefer', 'zoe');
  const last = await api.deps.db.tuteurTrace.findFirst({ where: { userId }, orderBy: { id: 'desc' } });
  expect(last).toMatchObject({ action: 'SIGNALEMENT', proteges: [expect.any(String)], refused: false });
  const own = (await api.call('GET', '/tuteur/trace', { token: await inSpace(api, 'zoe') })).body.items[0];
  expect(own).toMatchObject({ action: 'SIGNALEMENT', detail: null });
  let status = 0;
  for (let n = 0; n < 31 && status !== 429; n += 1) status = (await signal(newId(), 'X', 'zoe')).status;
  expect(status).toBe(429);
});

it('S2: whom it was about stands in no log, journal, command, answer or trace in clear', async () => {
  const { db } = api.deps;
  const kept = JSON.stringify(
    await Promise.all([
      db.auditLine.findMany(),
      db.command.findMany(),
      db.process.findMany({ where: { type: 'missingProtege' } }),
      db.task.findMany(),
      db.mail.findMany(),
      db.tuteurTrace.findMany(),
      db.missingProtege.findMany(),
      db.idempotentAnswer.findMany(),
    ]),
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  );
  for (const secret of ['Vautrin', '9999999', 'Taillefer', 'Restaud', '1948-02-11', 'Odette']) {
    expect(kept).not.toContain(secret);
    expect(api.log.join('')).not.toContain(secret);
  }
});
