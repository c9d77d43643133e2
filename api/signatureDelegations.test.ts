import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { partnerSigns } from '../test/signing.ts';

let api: TestApi;
let agent: string;
let admin: string;
let agentId: string;
let adminId: string;
const dossiers: string[] = [];
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
  admin = await api.as('admin93');
  const idOf = async (token: string) => (await api.call('GET', '/me', { token })).body.user.id as string;
  [agentId, adminId] = [await idOf(agent), await idOf(admin)];
  for (const seed of [51, 52]) {
    const body = { ...partnerBody({ siret: inventedSiret(seed) }), ...HOME_HELP };
    const partner = await api.call('POST', '/partners', { token: agent, body });
    const asked = { services: ['ADONIS'], delegationMode: 'DELEGUE', missions: ['Aide'] };
    const path = `/partners/${partner.body.id}/conventionnements`;
    const begun = await api.call('POST', path, { token: agent, body: asked });
    dossiers.push(begun.body.processId);
    await partnerSigns(api.deps, begun.body.processId);
  }
});
afterAll(() => api.stop());

const record = (body: Record<string, unknown>, token = admin) =>
  api.call('POST', '/signature-delegations', { token, body });
const taskOf = async (dossier = '') =>
  (await api.call('GET', `/tasks?kind=CONTRESIGNER&dossier=${dossier}`, { token: agent })).body.items[0].id as string;
const HELD = { from: '2026-01-01', until: '2026-12-31', act: 'décision n° 2026-12' };

it('is recorded by the cafAdmin, of an agent of the Caf, its end not before its beginning', async () => {
  expect((await api.call('GET', '/signature-delegations', { token: agent })).body).toMatchObject({
    items: [],
    agents: expect.arrayContaining([expect.objectContaining({ id: agentId })]),
  });
  expect((await record({ ...HELD, holderId: adminId }, agent)).status).toBe(403);
  const other = (await api.call('GET', '/me', { token: await api.as('agent75') })).body.user.id;
  expect((await record({ ...HELD, holderId: other })).body.errors[0]).toMatchObject({ path: 'holderId' });
  expect((await record({ ...HELD, holderId: adminId, until: '2025-01-01' })).body.errors[0].path).toBe('until');
  expect(await api.deps.db.signatureDelegation.count()).toBe(0);
  const recorded = await record({ ...HELD, holderId: adminId });
  expect(recorded).toMatchObject({ status: 201, body: { caf: '93', inForce: true, holder: { id: adminId } } });
  const line = await api.deps.db.auditLine.findFirstOrThrow({ where: { action: 'caf.delegation' } });
  expect(line).toMatchObject({ caf: '93', actorId: adminId, entityId: recorded.body.id });
  // another Caf has recorded none, and sees none of this one's
  const elsewhere = await api.call('GET', '/signature-delegations', { token: await api.as('agent75') });
  expect(elsewhere.body.items).toEqual([]);
});

it('from then on, only its holder countersigns: on the document, on the task, among many', async () => {
  const [first] = dossiers;
  const task = await taskOf(first);
  const single = await api.call('POST', `/tasks/${task}/complete`, { token: agent, body: { outcome: 'countersign' } });
  expect(single).toMatchObject({ status: 403, body: { code: 'SIGNATURE_NON_DELEGUEE' } });
  expect(single.body.detail).toMatch(/délégation de signature du directeur.*L'a aujourd'hui : /);
  const batch = await api.call('POST', '/tasks/batch', { token: agent, body: { ids: [task], outcome: 'countersign' } });
  expect(batch.body.items[0]).toMatchObject({ status: 'refused', code: 'SIGNATURE_NON_DELEGUEE' });
  const document = await api.deps.db.document.findFirstOrThrow({ where: { processId: first ?? '' } });
  const act = await api.call('POST', `/documents/${document.id}/countersign`, { token: agent, body: {} });
  expect(act).toMatchObject({ status: 403, body: { code: 'SIGNATURE_NON_DELEGUEE' } });
  expect(await api.deps.db.signature.count({ where: { party: 'CAF' } })).toBe(0);
});

it('who holds it signs by it: the act and its dates stand in the signature that is printed', async () => {
  const task = await taskOf(dossiers[0]);
  const done = await api.call('POST', '/tasks/batch', { token: admin, body: { ids: [task], outcome: 'countersign' } });
  expect(done.body.items[0].status).toBe('done');
  const signatures = await api.deps.db.signature.findMany({ where: { party: 'CAF' } });
  expect(signatures.length).toBeGreaterThan(0);
  for (const one of signatures)
    expect(one.function).toBe(
      'par délégation du directeur de la Caf (décision n° 2026-12, à compter du 01/01/2026 au 31/12/2026)',
    );
});

it('ended, it lets nobody sign any more', async () => {
  const { items } = (await api.call('GET', '/signature-delegations', { token: admin })).body;
  const end = { token: admin, body: { until: '2026-01-02' } };
  const ended = await api.call('POST', `/signature-delegations/${items[0].id}/end`, end);
  expect(ended.body).toMatchObject({ until: '2026-01-02', inForce: false });
  const task = await taskOf(dossiers[1]);
  const refused = await api.call('POST', `/tasks/${task}/complete`, { token: admin, body: { outcome: 'countersign' } });
  expect(refused.body.detail).toContain("Personne ne l'a aujourd'hui");
});
