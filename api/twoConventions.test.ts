import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../adapters/store/ids.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let partnerId: string;
/** of the Caf 75, from before its record was joined with that of the Caf 93 */
const other = { convention: newId(), contrat: newId(), bulletin: newId() };
beforeAll(async () => {
  api = await startApi();
  ({ partnerId } = await openedPartner(api));
  const { db } = api.deps;
  const { siret } = await db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  const taken = { partnerId, caf: '75', siret, state: 'ACTIF', origin: 'REPRISE' };
  const common = { ...taken, activatedAt: api.now, createdAt: api.now };
  const under = { ...common, conventionId: other.convention };
  const departments = ['75'];
  const convention = { ...common, id: other.convention, kind: 'CONVENTION', number: '20_75' };
  await db.document.create({ data: { ...convention, content: { missions: ['Adonis'], departments } } });
  await db.document.create({
    data: { ...under, id: other.contrat, kind: 'CONTRAT', content: { delegationMode: 'DELEGUE' } },
  });
  const bulletin = { ...under, contratId: other.contrat, id: other.bulletin, kind: 'BULLETIN', service: 'ADONIS' };
  await db.document.create({ data: { ...bulletin, content: { roles: ['ADONIS'], departments } } });
  const opening = { id: newId(), partnerId, caf: '75', service: 'ADONIS', bulletinId: other.bulletin };
  await db.openedService.create({
    data: { ...opening, state: 'OUVERTE', opensOn: '2026-03-01', openedAt: api.now },
  });
});
afterAll(() => api.stop());

it('DEUX_CONVENTIONS: the CNA closes one of two, its services close with it, the task closes by itself and the move is confirmed in time (CONV-6, DEL-11)', async () => {
  const { db } = api.deps;
  const cna = await api.as('agentCna');
  const body = { departments: ['75'], reason: 'Deux conventions en vigueur' };
  const asked = await api.call('POST', `/partners/${partnerId}/cna`, { token: await api.as('agent93'), body });
  expect([asked.status, asked.body.detail]).toEqual([202, undefined]);
  const { processId } = asked.body;
  const moved = await db.process.findUniqueOrThrow({ where: { id: processId } });
  expect([moved.state, moved.caf, moved.incident]).toEqual(['TRANSFERE', 'CNA', null]);
  const task = async () => {
    const { items } = (await api.call('GET', `/tasks?dossier=${processId}&state=OUVERTE`, { token: cna })).body;
    return items.map(({ kind, caf, reason, outcomes }: Record<string, unknown>) => ({ kind, caf, reason, outcomes }));
  };
  expect(await task()).toEqual([
    {
      ...{ kind: 'DEUX_CONVENTIONS', caf: 'CNA', outcomes: [] },
      reason: expect.stringMatching(/19_93 \(Caf 93\).*20_75 \(Caf 75\)|20_75 \(Caf 75\).*19_93 \(Caf 93\)/),
    },
  ]);
  // nobody but who manages it closes one; until then nothing is undone
  const close = (token: string) =>
    api.call('POST', `/documents/${other.convention}/close`, { token, body: { reason: 'Une seule convention reste' } });
  expect((await close(await api.as('agent93'))).status).toBe(403);
  const undone = await api.call('POST', `/partners/${partnerId}/cna/undo`, { token: cna, body: { reason: 'Erreur' } });
  expect([undone.status, undone.body.code]).toEqual([409, 'PORTEE_MULTI_DEPARTEMENTALE']);

  const closed = await close(cna);
  expect([closed.status, closed.body.state]).toEqual([200, 'CLOS']);
  const left = await db.document.findMany({ where: { partnerId, state: 'ACTIF' } });
  expect(left.map(({ caf }) => caf)).toEqual(['93', '93', '93', '93']);
  const services = await db.openedService.findMany({ where: { partnerId }, orderBy: { service: 'asc' } });
  expect(services.map(({ service, state }) => `${service} ${state}`)).toEqual([
    'ADONIS FERMEE',
    'CDAP OUVERTE',
    'ESAT OUVERTE',
  ]);

  // told to look by the closing's own transaction, it finds one convention
  await api.sweep(processId);
  expect(await task()).toEqual([]);
  const { state, nextActionAt } = await db.process.findUniqueOrThrow({ where: { id: processId } });
  expect([state, nextActionAt]).toEqual(['TRANSFERE', new Date(api.now.getTime() + 90 * 86_400_000)]);
  api.now = new Date('2026-06-09T09:00:00Z');
  await api.tick(processId);
  expect((await db.process.findUniqueOrThrow({ where: { id: processId } })).state).toBe('CONFIRME');
});
