import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { signedHash } from '../adapters/files/signedHash.ts';
import type { DossierAct } from '../domain/dossier/acts.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { PARTNER } from '../test/builders/dossier.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let partnerId: string;
let claire: string;
let agent: string;
let cna: string;
beforeAll(async () => {
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
  [agent, cna] = [await api.as('agent93'), await api.as('agentCna')];
});
afterAll(() => api.stop());

const ask = (token: string, body: Record<string, unknown>) =>
  api.call('POST', `/partners/${partnerId}/avenants`, { token, body: { reason: 'Déménagement', ...body } });
let keys = 0;
const sign = async (processId: string) => {
  const open = await api.deps.db.document.findMany({ where: { processId, state: 'A_SIGNER' } });
  const documents = open.map((one) => ({ id: one.id, version: one.version, hash: signedHash(one) }));
  const act: DossierAct = { type: 'sign', documents, name: 'Anne Roy', function: 'Directrice' };
  const sent = {
    processId,
    type: 'conventionAmendment' as const,
    act,
    actor: PARTNER,
    key: `k${++keys}`,
    bodyHash: '',
  };
  expect((await api.deps.commands.send(sent)).status).toBe('done');
};
const countersign = async (processId: string, token: string) => {
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId, state: 'OUVERTE' } });
  return api.call('POST', `/tasks/${task.id}/complete`, { token, body: { outcome: 'countersign' } });
};
const pdfOf = async (id: string, token: string) => {
  const answer = await fetch(`${api.url}/api/v1/documents/${id}/pdf`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return Buffer.from(await answer.arrayBuffer());
};
const convention = () => api.deps.db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });

it('CONV-16: the SIRET of a partner becomes another by an avenant that both sign; people, groups and services stay, the former one is kept', async () => {
  const [people, groups, services] = [
    await api.deps.db.user.findMany({ where: { partnerId }, select: { id: true, login: true, state: true } }),
    await api.deps.db.group.findMany({ where: { partnerId } }),
    await api.deps.db.openedService.findMany({ where: { partnerId } }),
  ];
  const siret = '99989000700027';
  expect((await ask(await api.as('agent75'), { object: 'CHANGEMENT_SIRET', siret })).status).toBe(404);
  const begun = await ask(agent, { object: 'CHANGEMENT_SIRET', siret });
  expect(begun.status).toBe(202);
  const twice = await ask(agent, { object: 'CHANGEMENT_SIRET', siret });
  expect([twice.status, twice.body.code]).toEqual([409, 'PROCESSUS_EN_COURS']);
  const { processId } = begun.body;
  await sign(processId);
  expect((await convention()).siret).toBe('99989000700019');
  expect((await countersign(processId, agent)).status).toBe(200);
  const partner = (await api.call('GET', `/partners/${partnerId}`, { token: agent })).body;
  expect([partner.siret, partner.siren, (await convention()).siret]).toEqual([siret, '999890007', siret]);
  expect(
    await api.deps.db.user.findMany({ where: { partnerId }, select: { id: true, login: true, state: true } }),
  ).toEqual(people);
  expect(await api.deps.db.group.findMany({ where: { partnerId } })).toEqual(groups);
  expect(await api.deps.db.openedService.findMany({ where: { partnerId } })).toEqual(services);
  expect((await api.call('GET', '/me', { token: claire })).status).toBe(200);
  const avenant = await api.deps.db.document.findFirstOrThrow({ where: { processId } });
  expect(avenant.content).toMatchObject({ avenant: { before: { siret: '99989000700019' }, after: { siret } } });
});

it('DEL-7: an avenant gives a second département, and the partner moves to the CNA; signed documents print the same bytes', async () => {
  const signed = await api.deps.db.document.findMany({
    where: { partnerId, state: 'ACTIF', kind: { not: 'CONVENTION' } },
  });
  const { body } = await ask(agent, { object: 'EXTENSION_PORTEE', departments: ['77'] });
  await sign(body.processId);
  const before = await Promise.all(signed.map(({ id }) => pdfOf(id, agent)));
  expect((await countersign(body.processId, agent)).status).toBe(200);
  const transfer = await api.deps.db.process.findFirstOrThrow({ where: { partnerId, type: 'cnaTransfer' } });
  await api.deps.commands.start({ processId: transfer.id, type: 'cnaTransfer' });
  const partner = (await api.call('GET', `/partners/${partnerId}`, { token: cna })).body;
  expect([partner.caf, partner.departments]).toEqual(['CNA', ['77', '93']]);
  expect(await Promise.all(signed.map(({ id }) => pdfOf(id, agent)))).toEqual(before);
  expect(before.every((bytes) => bytes.subarray(0, 5).toString() === '%PDF-')).toBe(true);
});

it('DEL-8: the contracting Caf is another field: it becomes the CNA by an avenant alone, and who signed stays', async () => {
  expect((await ask(agent, { object: 'CHANGEMENT_CAF' })).status).toBe(403);
  const { caf, content } = await convention();
  expect([caf, content]).toEqual(['93', expect.not.objectContaining({ contractingCaf: 'CNA' })]);
  const { body } = await ask(cna, { object: 'CHANGEMENT_CAF' });
  await sign(body.processId);
  expect((await countersign(body.processId, cna)).status).toBe(200);
  expect(await convention()).toMatchObject({ caf: '93', content: { contractingCaf: 'CNA' } });
  expect((await ask(cna, { object: 'CHANGEMENT_CAF' })).body.code).toBe('ETAT_INCOMPATIBLE');
});
