import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let partnerId: string;
let claire: string;
let agent: string;
const BEGIN = new Date('2026-03-10T09:00:00Z');
beforeAll(async () => {
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

const end = (body: object, token = claire) =>
  api.call('POST', `/partners/${partnerId}/convention-end`, {
    token,
    body: { reason: 'L’établissement ferme', ...body },
  });
const read = async (token = claire) => (await api.call('GET', `/partners/${partnerId}/convention-end`, { token })).body;
const mailed = async (template: string) =>
  (await api.deps.db.mail.findMany({ where: { template } })).map(({ recipient }) => recipient).toSorted();

it('an administrateur reads what ends with the convention, gives notice, and may take it back', async () => {
  expect(await read()).toMatchObject({
    convention: { number: '19_93' },
    earliest: '2026-04-09',
    closes: { services: [{ code: 'CDAP' }, { code: 'ESAT' }] },
    stays: { accounts: 1 },
    running: null,
  });
  expect((await read(agent)).earliest).toBe('2026-03-10');
  const early = await end({ endsOn: '2026-04-08' });
  expect([early.status, early.body.errors]).toMatchObject([422, [{ path: 'endsOn', code: 'CHAMP_INVALIDE' }]]);
  expect((await end({ endsOn: '2026-04-09' }, await api.as('agent75'))).status).toBe(404);
  expect((await end({ endsOn: '2026-04-09' }, await api.as('national'))).status).toBe(403);

  expect((await end({ endsOn: '2026-04-09' })).status).toBe(202);
  expect((await read()).running).toMatchObject({ endsOn: '2026-04-09', by: 'PARTENAIRE' });
  expect(await mailed('MAIL-112')).toEqual(
    ['agent@caf93.example', 'claire.aubert@peupliers.example', 'contact@peupliers.example'].toSorted(),
  );
  const twice = await end({ endsOn: '2026-05-01' }, agent);
  expect([twice.status, twice.body.code]).toEqual([409, 'PROCESSUS_EN_COURS']);
  const renounce = (token: string) =>
    api.call('POST', `/partners/${partnerId}/convention-end/renounce`, { token, body: { reason: 'Nous restons' } });
  expect((await renounce(claire)).status).toBe(204);
  expect([(await read()).running, (await renounce(claire)).body.code]).toEqual([null, 'ETAT_INCOMPATIBLE']);
});

it('on its day convention, contrat, bulletins and services close; accounts stay, nothing is removed (CONV-13)', async () => {
  const { processId } = (await end({ endsOn: '2026-04-09' })).body;
  const counts = async () => [await api.deps.db.document.count(), await api.deps.db.user.count()];
  const before = await counts();
  api.now = new Date('2026-04-08T21:59:00Z');
  await api.tick(processId);
  expect(await api.deps.db.openedService.count({ where: { partnerId, state: 'OUVERTE' } })).toBe(2);
  api.now = new Date('2026-04-08T22:00:00Z');
  await api.tick(processId);
  const states = (rows: { state: string }[]) => [...new Set(rows.map(({ state }) => state))];
  expect(states(await api.deps.db.document.findMany({ where: { partnerId } }))).toEqual(['CLOS']);
  expect(states(await api.deps.db.openedService.findMany({ where: { partnerId } }))).toEqual(['FERMEE']);
  expect(states(await api.deps.db.user.findMany({ where: { partnerId } }))).toEqual(['ACTIF']);
  expect(await counts()).toEqual(before);
  const process = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
  expect([process.state, process.closedAt]).toEqual(['CONVENTION_CLOSE', api.now]);
  expect(await mailed('MAIL-30')).toEqual(['claire.aubert@peupliers.example', 'contact@peupliers.example']);
});

it('of two conventions that were taken over the CNA closes one through a dossier of its own, and its task is done (CONV-6, DEL-11)', async () => {
  const { db } = api.deps;
  api.now = BEGIN; // their sessions are of that day
  await db.document.updateMany({ where: { partnerId }, data: { state: 'ACTIF', closedAt: null } });
  const { id: _, ...held } = await db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
  const other = { ...held, id: 'taken-over', caf: '75', number: '20_75', content: held.content ?? {} };
  await db.document.create({ data: other });
  // as it was taken over: without any dossier that could carry its closing
  await db.process.updateMany({ where: { type: 'conventionEnding' }, data: { type: 'userOnboarding' } });
  const body = { departments: ['75'], reason: 'Deux conventions' };
  const { processId } = (await api.call('POST', `/partners/${partnerId}/cna`, { token: agent, body })).body;
  const tasks = () => db.task.count({ where: { processId, kind: 'DEUX_CONVENTIONS', state: 'OUVERTE' } });
  expect(await tasks()).toBe(1);
  const cna = await api.as('agentCna');
  const close = { token: cna, body: { reason: 'Doublon' } };
  const closed = await api.call('POST', '/documents/taken-over/close', close);
  expect([closed.status, closed.body.state]).toEqual([200, 'CLOS']);
  const ending = await db.process.findFirstOrThrow({ where: { type: 'conventionEnding' } });
  expect([ending.state, ending.caf]).toEqual(['CONVENTION_CLOSE', 'CNA']);
  await api.sweep(processId);
  expect(await tasks()).toBe(0);
  expect(await db.document.count({ where: { partnerId, kind: 'CONVENTION', state: 'ACTIF' } })).toBe(1);
});
