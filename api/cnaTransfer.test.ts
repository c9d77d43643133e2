import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { signedHash } from '../adapters/files/signedHash.ts';
import type { EsatAct } from '../domain/esatOnboarding/acts.ts';
import type { ProcessType } from '../domain/process/types.ts';
import { ENTITLED, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { PARTNER } from '../test/builders/dossier.ts';
import { openedPartner } from '../test/openPartner.ts';
import { inventedSiret } from '../test/people.ts';

let api: TestApi;
let partnerId: string;
let agent: string;
let cna: string;
/** the Esat dossier of a partner that has Cdap open at 93 */
let dossierId: string;
beforeAll(async () => {
  api = await startApi();
  ({ partnerId } = await openedPartner(api));
  // its Esat service is none of this story's
  const closed = { state: 'FERMEE', closedAt: api.now };
  await api.deps.db.openedService.updateMany({ where: { partnerId, service: 'ESAT' }, data: closed });
  await api.deps.db.group.updateMany({ where: { partnerId, service: 'ESAT' }, data: { closedAt: api.now } });
  const paper = { partnerId, service: 'ESAT' };
  await api.deps.db.document.updateMany({ where: paper, data: { state: 'CLOS', closedAt: api.now } });
  [agent, cna] = [await api.as('agent93'), await api.as('agentCna')];
});
afterAll(() => api.stop());

let keys = 0;
const told = async (act: EsatAct) => {
  const outcome = await api.deps.commands.send({
    ...{ processId: dossierId, type: 'esatOnboarding', act, actor: PARTNER, key: `k${++keys}`, bodyHash: '' },
  });
  expect(outcome.status).toBe('done');
};
const complete = async (kind: string, outcome: string, token: string, fields = {}) => {
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: dossierId, kind, state: 'OUVERTE' } });
  return api.call('POST', `/tasks/${task.id}/complete`, { token, body: { outcome, ...fields } });
};
const begin = (processId: string) => api.deps.commands.start({ processId, type: 'cnaTransfer' as ProcessType });
const transfer = () =>
  api.deps.db.process.findFirstOrThrow({ where: { type: 'cnaTransfer' }, orderBy: { createdAt: 'desc' } });
const documents = async () => {
  const rows = await api.deps.db.document.findMany({ where: { partnerId, state: 'ACTIF' }, orderBy: { id: 'asc' } });
  return rows.map(({ id, caf, number, version, content }) => ({ id, caf, number, version, content }));
};
const pdf = async (id: string, token: string) => (await api.call('GET', `/documents/${id}/pdf`, { token })).status;

it('Cdap open at 93, an Esat bulletin with 93 and 77: the CNA has both services of the one convention, and MAIL-29 (ESAT-28, DEL-7)', async () => {
  const partner = await api.deps.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  const signed = await documents();
  const { siret, raisonSociale, address, email, phone } = partner;
  const started = await api.call('POST', '/esat/onboardings', {
    token: agent,
    body: {
      ...{ siret, raisonSociale, address, email, phone, departments: ['93'] },
      ...{
        knownInMcp: true,
        knownInHabtiers: false,
        delegationMode: 'DELEGUE',
        opensOn: '2026-03-10',
        confirmed: true,
      },
    },
  });
  dossierId = started.body.processId;
  const form = { casf: true, cdaph: true, places: 4, autorisation: 'A' };
  expect((await complete('VERIFIER_ELIGIBILITE', 'eligible', agent, { form })).status).toBe(200);
  expect((await complete('VERIFIER_MISSION', 'confirmed', agent)).status).toBe(200);
  const bulletin = await api.deps.db.document.findFirstOrThrow({ where: { processId: dossierId, kind: 'BULLETIN' } });
  await told({
    type: 'complete',
    documentId: bulletin.id,
    content: {
      ...{ raisonSociale, siret, roles: (bulletin.content as { roles: string[] }).roles, departments: ['93', '77'] },
      signatory: { name: 'Anne Roy', function: 'Directrice' },
    },
  });
  const open = await api.deps.db.document.findMany({ where: { processId: dossierId, state: 'A_SIGNER' } });
  const shown = open.map((one) => ({ id: one.id, version: one.version, hash: signedHash(one) }));
  await told({ type: 'sign', documents: shown, name: 'Anne Roy', function: 'Directrice' });

  // an agent of 93 holds a task of the partner; another act of 93 was accepted, and is carried out only after the move
  const held = await api.deps.db.task.findFirstOrThrow({ where: { processId: dossierId, kind: 'CONTRESIGNER' } });
  expect((await api.call('POST', `/tasks/${held.id}/claim`, { token: agent })).status).toBe(200);
  expect((await complete('VERIFIER_PORTEE', 'several', agent)).status).toBe(200);
  const waiting = (await api.call('GET', `/processes/${dossierId}`, { token: agent })).body;
  expect(waiting.state).toBe('DOCUMENTS_SIGNES');
  const me = (await api.call('GET', '/me', { token: agent })).body.user.id;
  await api.deps.db.command.create({
    data: {
      ...{ id: 'late', actorId: me, key: 'late', bodyHash: '', processId: dossierId, createdAt: api.now },
      ...{ act: { type: 'cancel', reason: 'x' }, actor: { id: me, role: 'agent', label: 'Agent', ip: null } },
      notAfter: new Date(api.now.getTime() + 60_000),
    },
  });

  await begin((await transfer()).id);
  await api.sweep(dossierId);
  const late = await api.deps.db.command.findUniqueOrThrow({ where: { id: 'late' } });
  expect(late.outcome).toMatchObject({ status: 'refused', code: 'ACTION_NON_PERMISE', rule: 'DEL-8' });

  const moved = await api.deps.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  expect([moved.caf, moved.departments]).toEqual(['CNA', ['77', '93']]);
  expect(await documents()).toEqual(signed);
  const processes = await api.deps.db.process.findMany({ where: { partnerId } });
  expect(new Set(processes.map(({ caf, readerCaf }) => `${caf} ${readerCaf}`))).toEqual(new Set(['CNA 93']));
  expect(await api.deps.db.task.findUniqueOrThrow({ where: { id: held.id } })).toMatchObject({
    ...{ caf: 'CNA', assigneeId: null, state: 'OUVERTE' },
  });

  // the former Caf reads, and writes nothing
  const reads = [
    `/partners/${partnerId}`,
    `/processes/${dossierId}`,
    `/documents/${signed[0]?.id}`,
    `/tasks/${held.id}`,
  ];
  for (const path of reads) expect((await api.call('GET', path, { token: agent })).status).toBe(200);
  expect(await pdf(signed[0]?.id ?? '', agent)).toBe(200);
  const writes = [
    [`/tasks/${held.id}/claim`, {}],
    [`/tasks/${held.id}/complete`, { outcome: 'countersign' }],
    [`/processes/${dossierId}/cancel`, { reason: 'x' }],
    [`/documents/${signed[0]?.id}/close`, { reason: 'x' }],
    [`/partners/${partnerId}/conventionnements`, { services: ['ADONIS'] }],
    [`/partners/${partnerId}/services/CDAP/suspend`, { reason: 'x' }],
  ] as const;
  for (const [path, body] of writes)
    expect([path, (await api.call('POST', path, { token: agent, body })).status]).toEqual([path, 403]);

  expect((await complete('CONTRESIGNER', 'countersign', cna)).status).toBe(200);
  const services = await api.deps.db.openedService.findMany({
    where: { partnerId, state: 'OUVERTE' },
    include: { bulletin: true },
  });
  expect(services.map(({ service, caf }) => `${service} ${caf}`)).toEqual(
    expect.arrayContaining(['CDAP CNA', 'ESAT CNA']),
  );
  expect(new Set(services.map(({ bulletin }) => bulletin.conventionId)).size).toBe(1);
  const mails = await api.deps.db.mail.findMany({ where: { template: { in: ['MAIL-29', 'MAIL-110'] } } });
  expect(mails.map(({ template, recipient }) => `${template} ${recipient}`).sort()).toEqual([
    'MAIL-110 agent@caf93.example',
    'MAIL-110 claire.aubert@peupliers.example',
    'MAIL-29 agent@cafCNA.example'.replace('cafCNA', 'cna'),
  ]);
}, 60_000);

it('what the former Caf asks for this partner from now on is the CNA’s; with a bulletin of two départements in force nothing is undone', async () => {
  const { siret, raisonSociale, address, email, phone } = await api.deps.db.partner.findUniqueOrThrow({
    where: { id: partnerId },
  });
  const again = await api.call('POST', '/esat/onboardings', {
    token: agent,
    body: {
      ...{ siret, raisonSociale, address, email, phone, departments: ['93'] },
      ...{ knownInMcp: true, knownInHabtiers: false, opensOn: '2026-03-10', confirmed: true },
    },
  });
  expect([again.status, again.body.code]).toEqual([409, 'PROCESSUS_EN_COURS']);
  expect(await api.deps.db.partner.count({ where: { siret } })).toBe(1);
  const undone = await api.call('POST', `/partners/${partnerId}/cna/undo`, { token: cna, body: { reason: 'Erreur' } });
  expect([undone.status, undone.body.code]).toEqual([409, 'PORTEE_MULTI_DEPARTEMENTALE']);
});

it('an agent gives a partner a second département; a wrong move is undone by the CNA, and every dossier goes back (DEL-8)', async () => {
  const siret = inventedSiret(77);
  const body = partnerBody({ siret, raisonSociale: 'Les Ormes' });
  const { id } = (await api.call('POST', '/partners', { token: agent, body })).body;
  const path = `/partners/${id}`;
  const begun = { services: ['CDAP'], profiles: ['T2'], eligibility: ENTITLED };
  const dossier = (await api.call('POST', `${path}/conventionnements`, { token: agent, body: begun })).body.processId;
  const move = (departments: string[], token = agent) =>
    api.call('POST', `${path}/cna`, { token, body: { departments, reason: 'Second site à Meaux' } });
  expect((await move(['93'])).body).toMatchObject({ code: 'CHAMP_INVALIDE', rule: 'DEL-7' });
  const moved = await move(['77']);
  expect(moved.status).toBe(202);
  const at = async () => {
    const process = await api.deps.db.process.findUniqueOrThrow({ where: { id: dossier } });
    return [process.caf, process.readerCaf, process.flags];
  };
  expect(await at()).toEqual(['CNA', '93', ['TRANSFERE_CNA']]);
  expect((await move(['75'])).status).toBe(403);
  expect((await move(['75'], cna)).body.code).toBe('ETAT_INCOMPATIBLE');
  const undo = (token: string) => api.call('POST', `${path}/cna/undo`, { token, body: { reason: 'Erreur' } });
  expect((await undo(agent)).status).toBe(403);
  expect((await undo(cna)).status).toBe(204);
  expect(await at()).toEqual(['93', 'CNA', []]);
  expect((await api.call('GET', path, { token: agent })).body.caf).toBe('93');
  expect((await api.call('GET', `/processes/${moved.body.processId}`, { token: cna })).body.state).toBe('ANNULE');
  expect((await undo(agent)).body.code).toBe('ETAT_INCOMPATIBLE');
});
