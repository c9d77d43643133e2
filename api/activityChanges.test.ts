import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../test/api.ts';
import { type OpenEsat, openEsat, workerLine } from '../test/esat.ts';
import { inventedSiret } from '../test/people.ts';

const CHANGES = '/esat/changes';
const DEPARTURE = {
  ...{ number: '7654321', lastName: 'Canarina', firstName: 'Zelie', birthDate: '31/12/1985', caf: '75', aah: 'Oui' },
  ...{ change: 'DEPART', effectiveOn: '14/08/2025', knownRate: '80' },
};

let api: TestApi;
let lilas: OpenEsat;
let nadia: string;

beforeAll(async () => {
  api = await startApi();
  // in August: it is open all year (ESAT-9)
  api.now = new Date('2025-08-20T09:00:00Z');
  lilas = await openEsat(api, { siret: inventedSiret(321), raisonSociale: 'Esat Les Lilas' });
  nadia = await lilas.person('nadia');
});
afterAll(() => api.stop());

const declare = (token: string, body: Record<string, unknown>, key: string) =>
  api.call('POST', CHANGES, { token, body, headers: { 'idempotency-key': key } });
const read = async (id: string, token: string) => (await api.call('GET', `${CHANGES}/${id}`, { token })).body;

it('AC-26: a departure reaches the worker’s own Caf, which is not the Esat’s, by a task; its state and a receipt are the Esat’s', async () => {
  const refused = await declare(nadia, { ...DEPARTURE, aah: 'Non' }, 'sans-aah');
  expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'NON_BENEFICIAIRE_AAH']);
  const sent = await declare(nadia, DEPARTURE, 'depart');
  expect(sent.status).toBe(202);
  expect(sent.body).toMatchObject({ state: 'TRANSMIS', caf: '75', change: 'DEPART', waitingFor: { who: 'CAF' } });
  const { id, number } = sent.body;
  // the same key is the same change, whatever it brings now
  expect((await declare(nadia, DEPARTURE, 'depart')).body.id).toBe(id);
  expect(await api.deps.db.process.count({ where: { type: 'activityChange' } })).toBe(1);

  const [agent75, agent93] = [await api.as('agent75'), await api.as('agent93')];
  expect((await api.call('GET', CHANGES, { token: agent75 })).body.items.map((one: { id: string }) => one.id)).toEqual([
    id,
  ]);
  // the Esat's own Caf has nothing to do with it
  expect((await api.call('GET', CHANGES, { token: agent93 })).body.items).toEqual([]);
  expect((await api.call('GET', `${CHANGES}/${id}`, { token: agent93 })).status).toBe(404);
  const tasks = (await api.call('GET', '/tasks', { token: agent75 })).body.items;
  expect(tasks.map(({ kind }: { kind: string }) => kind)).toEqual(['TRAITER_CHANGEMENT_ACTIVITE']);
  const seen = await read(id, agent75);
  expect(JSON.stringify(seen.worker)).toContain('Canarina Zelie');
  expect(JSON.stringify(seen.declared)).toMatch(/14\/08\/2025.*80\u00A0%/);

  const done = await api.call('POST', `/tasks/${tasks[0].id}/complete`, {
    ...{ token: agent75, body: { outcome: 'accept', note: 'Canari répond' } },
    headers: { 'idempotency-key': 'traite' },
  });
  expect(done.status).toBe(200);
  expect(await read(id, nadia)).toMatchObject({ state: 'TRAITE', answer: 'Canari répond', number });
  const receipt = await fetch(`${api.url}/api/v1${CHANGES}/${id}/receipt`, {
    headers: { authorization: `Bearer ${nadia}` },
  });
  expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const mails = await api.deps.db.mail.findMany({ where: { template: 'MAIL-122' }, orderBy: { createdAt: 'asc' } });
  expect(mails.map(({ params }) => (params as { act: string }).act).sort()).toEqual(['accept', 'received']);
});

it('the known rate of November is shown and kept, and a change makes the next one (ESAT-9)', async () => {
  api.now = new Date('2025-12-10T09:00:00Z');
  nadia = await lilas.person('nadia');
  const path = '/esat/declarations/2025';
  const kept = await api.call('PUT', `${path}/draft`, { token: nadia, body: { lines: [workerLine('1000001')] } });
  expect(kept.status).toBe(200);
  const sent = await api.call('POST', `${path}/submissions`, {
    ...{ token: nadia, body: { confirmed: false }, headers: { 'idempotency-key': 'novembre' } },
  });
  expect(sent.status).toBe(201);
  const workers = async () =>
    (await api.call('GET', '/esat/workers', { token: nadia })).body.items.map(
      ({ number, rate, rateOn }: Record<string, unknown>) => [number, rate, rateOn],
    );
  expect(await workers()).toEqual([
    ['7654321', 80, '2025-08-14'],
    ['1000001', 80, '2025-11-30'],
  ]);
  const { number, lastName, firstName, birthDate, caf, aah } = workerLine('1000001');
  const less = {
    number,
    lastName,
    firstName,
    birthDate,
    caf,
    aah,
    change: 'DIMINUTION',
    effectiveOn: '01/12/2025',
    rate: '60',
  };
  const higher = await declare(nadia, { ...less, rate: '90' }, 'plus-haut');
  expect([higher.status, higher.body.errors[0].path]).toEqual([422, 'rate']);
  const { body } = await declare(nadia, { ...less, cumulMilieuOrdinaire: 'oui', ordinaryFrom: '01/12/2025' }, 'moins');
  expect(JSON.stringify((await read(body.id, nadia)).declared)).toMatch(/80\u00A0%.*60\u00A0%.*depuis le 01\/12\/2025/);
  expect((await workers())[1]).toEqual(['1000001', 60, '2025-12-01']);
  // asked again, and withdrawn it counts no more
  expect((await declare(nadia, { ...less, rate: '50' }, 'encore')).body.code).toBe('DECLARATION_A_CONFIRMER');
  const withdrawn = await api.call('POST', `${CHANGES}/${body.id}/withdraw`, { token: nadia, body: {} });
  expect([withdrawn.status, withdrawn.body.state]).toEqual([200, 'RETIRE']);
  expect((await workers())[1]).toEqual(['1000001', 80, '2025-11-30']);
});

it('a worker of another Esat is asked about; who is not of the Esat reads nothing (ESAT-10)', async () => {
  const chenes = await openEsat(api, { siret: inventedSiret(322), raisonSociale: 'Esat Les Chênes' });
  const omar = await chenes.person('omar');
  const same = { ...DEPARTURE, effectiveOn: '01/12/2025' };
  const asked = await declare(omar, same, 'ailleurs');
  expect([asked.body.code, asked.body.errors[0].code]).toEqual([
    'DECLARATION_A_CONFIRMER',
    'TRAVAILLEUR_DECLARE_AILLEURS',
  ]);
  expect((await declare(omar, { ...same, confirmed: true }, 'ailleurs-oui')).status).toBe(202);
  const { id } = await api.deps.db.process.findFirstOrThrow({
    where: { type: 'activityChange', partnerId: lilas.partnerId },
  });
  expect((await api.call('GET', `${CHANGES}/${id}`, { token: omar })).status).toBe(404);
  const outside = await lilas.person('pauline', false);
  for (const path of [CHANGES, '/esat/workers', `${CHANGES}/${id}`])
    expect((await api.call('GET', path, { token: outside })).body.code).toBe('SERVICE_NON_OUVERT');
});

it('whom it is about stands in no table in clear, in no mail and in no line of the log', async () => {
  const { db } = api.deps;
  const canaries = /Canarina|Zelie|7654321|Canari répond/;
  const rows = await Promise.all([
    ...[db.process.findMany(), db.task.findMany(), db.mail.findMany(), db.auditLine.findMany(), db.command.findMany()],
    ...[db.idempotentAnswer.findMany()],
  ]);
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  for (const found of rows) expect(JSON.stringify(found, plain)).not.toMatch(canaries);
  expect(api.log.join('\n')).not.toMatch(canaries);
});
