import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';
import { inventedSiret } from '../test/people.ts';

let api: TestApi;
let partnerId: string;
let theirs: string;
let ours: string;
const siret = '99989000700019';
beforeAll(async () => {
  api = await startApi();
  ({ partnerId } = await openedPartner(api));
  [theirs, ours] = [await api.as('agent75'), await api.as('agent93')];
});
afterAll(() => api.stop());

const esat = (token: string, of: { siret: string; departments: string[] }) =>
  api.call('POST', '/esat/onboardings', {
    token,
    body: {
      ...partnerBody(of),
      ...{ knownInMcp: true, knownInHabtiers: false, opensOn: '2026-03-10', confirmed: true },
    },
  });

it('DEL-11: a SIRET that the Caf 93 manages gets no second record; the Caf 75 is told who has it, and nothing else', async () => {
  const body = partnerBody({ siret, departments: ['75'] });
  const made = await api.call('POST', '/partners', { token: theirs, body });
  expect([made.status, made.body.code, made.body.rule]).toEqual([409, 'PARTENAIRE_EXISTANT', 'DEL-11']);
  expect(made.body.detail).toMatch(/autre Caf : Caf 93 – Seine-Saint-Denis\./);
  expect(JSON.stringify(made.body)).not.toMatch(/Peupliers/);
  expect((await api.call('GET', `/partners/${partnerId}`, { token: theirs })).status).toBe(404);
});

it('DEL-11: the address of a record that was joined with another leads to the one that stayed, for who may read it', async () => {
  await api.deps.db.formerPartner.create({ data: { id: 'ancienne', partnerId } });
  const asked = (method: string, path: string, token?: string) =>
    api.call(method, path, { ...(token === undefined ? {} : { token }), ...(method === 'GET' ? {} : { body: {} }) });
  const moved = await asked('GET', '/partners/ancienne/documents?limit=1', ours);
  expect([moved.status, moved.headers.get('location')]).toEqual([
    308,
    `/api/v1/partners/${partnerId}/documents?limit=1`,
  ]);
  expect((await asked('GET', moved.headers.get('location') ?? '', ours)).status).toBe(200);
  const acted = await asked('PATCH', '/partners/ancienne', ours);
  expect([acted.status, acted.headers.get('location')]).toEqual([308, `/api/v1/partners/${partnerId}`]);
  expect((await asked('GET', '/partners/ancienne', theirs)).status).toBe(404);
  expect((await asked('GET', '/partners/ancienne')).status).toBe(401);
  expect((await asked('GET', '/partners/autre', ours)).status).toBe(404);
  const { paths } = (await api.call('GET', '/openapi.json')).body;
  expect(Object.keys(paths['/api/v1/partners/{id}'].get.responses)).toContain('308');
});

it('CON-11: what the Caf 75 asks for it is the Caf 93’s dossier, asked about its reach first; several départements are the CNA’s, with all there is', async () => {
  const data = { state: 'CLOS', closedAt: api.now };
  await api.deps.db.openedService.updateMany({ where: { service: 'ESAT' }, data: { ...data, state: 'FERMEE' } });
  await api.deps.db.document.updateMany({ where: { service: 'ESAT' }, data });
  const started = await esat(theirs, { siret, departments: ['75'] });
  expect(started.status).toBe(202);
  const { processId } = started.body;
  const seen = async (token: string) => {
    const { status, body } = await api.call('GET', `/processes/${processId}`, { token });
    return [status, body.caf, body.readerCaf];
  };
  expect(await seen(theirs)).toEqual([200, '93', '75']);
  expect((await api.call('GET', '/processes', { token: theirs })).body.items).toMatchObject([{ id: processId }]);
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId, kind: 'VERIFIER_PORTEE' } });
  expect(task).toMatchObject({ caf: '93', reason: expect.stringMatching(/\(75\)/) });
  const answer = (token: string) =>
    api.call('POST', `/tasks/${task.id}/complete`, { token, body: { outcome: 'several' } });
  expect((await answer(theirs)).status).toBe(403);
  expect((await answer(ours)).status).toBe(200);

  const transfer = await api.deps.db.process.findFirstOrThrow({ where: { type: 'cnaTransfer' } });
  await api.deps.commands.start({ processId: transfer.id, type: 'cnaTransfer' });
  const partner = await api.deps.db.partner.findUniqueOrThrow({ where: { siret } });
  expect([partner.id, partner.caf, partner.departments]).toEqual([partnerId, 'CNA', ['75', '93']]);
  // both read it: the one that managed it, and the one that asked
  expect(partner.readerCafs.toSorted()).toEqual(['75', '93']);
  for (const token of [ours, theirs]) {
    expect((await seen(token))[0]).toBe(200);
    expect((await api.call('GET', `/partners/${partnerId}`, { token })).status).toBe(200);
    expect((await api.call('GET', '/partners', { token })).body.items).toMatchObject([{ id: partnerId }]);
    expect((await api.call('POST', `/processes/${processId}/cancel`, { token, body: { reason: 'x' } })).status).toBe(
      403,
    );
    // who reads it is told where it is, not that it is somebody's
    const again = await api.call('POST', '/partners', { token, body: { ...partnerBody({ siret }), confirmed: true } });
    expect([again.status, again.body.code]).toEqual([409, 'PARTENAIRE_EXISTANT']);
    expect(again.body.detail).toMatch(/que votre Caf peut consulter.*Centre national d'appui/);
  }
});

it('CONV-11: a record that neither convention nor dossier nor account ties to its Caf goes to the one that asks', async () => {
  const free = { siret: inventedSiret(61), departments: ['93'] };
  const { id } = (await api.call('POST', '/partners', { token: ours, body: partnerBody(free) })).body;
  const recorded = await api.call('POST', '/partners', {
    token: theirs,
    body: partnerBody({ ...free, departments: ['75'], raisonSociale: 'Les Érables' }),
  });
  expect([recorded.status, recorded.body.id, recorded.body.caf]).toEqual([201, id, '75']);
  expect(recorded.body).toMatchObject({ raisonSociale: 'Les Érables', departments: ['75'] });
  expect((await api.call('GET', `/partners/${id}`, { token: ours })).status).toBe(200);
  const begun = await esat(ours, free);
  expect((await api.call('GET', `/processes/${begun.body.processId}`, { token: ours })).body.caf).toBe('93');
  expect((await api.call('GET', `/partners/${id}`, { token: ours })).body.caf).toBe('93');
  const body = partnerBody({ ...free, departments: ['75'] });
  const late = await api.call('POST', '/partners', { token: theirs, body });
  expect([late.status, late.body.code]).toEqual([409, 'PARTENAIRE_EXISTANT']);
});
