import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, ENTITLED, PASSWORD, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { centralise, entered, openedPartner } from '../test/openPartner.ts';
import { inventedSiret } from '../test/people.ts';
import { cafCountersigns, partnerSigns } from '../test/signing.ts';

const nadia = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
const samir = { firstName: 'Samir', lastName: 'Benali', email: 'samir.benali@peupliers.example', qualification: 'AS' };

let api: TestApi;
let partnerId: string;
let claire: string;
let agent: string;
beforeEach(async () => {
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
  agent = await api.as('agent93');
});
afterEach(() => api.stop());

const change = (body: object, token = agent, id = partnerId): Promise<Answer> =>
  api.call('POST', `/partners/${id}/delegation-mode`, { token, body });
const inForce = async (id = partnerId, token = agent) =>
  (await api.call('GET', `/partners/${id}/delegation-mode`, { token })).body;
const createUser = (person: object, token: string, over = {}): Promise<Answer> =>
  api.call('POST', `/partners/${partnerId}/users`, { token, body: { ...person, ...over } });
const enter = async (token: string, service = 'CDAP') =>
  (await api.call('POST', `/me/services/${service}/enter`, { token })).status;

/** Someone in a group of their own with this role. */
async function member(person: object, role: string): Promise<{ id: string; login: string; groupId: string }> {
  const user = await createUser(person, claire);
  const body = { service: 'CDAP', code: `${role}A`, label: `${role} Accueil`, managerId: user.body.id };
  const group = await api.call('POST', `/partners/${partnerId}/groups`, { token: claire, body });
  await api.call('PUT', `/groups/${group.body.id}/role`, { token: claire, body: { role } });
  await api.call('POST', `/groups/${group.body.id}/members`, { token: claire, body: { userId: user.body.id } });
  return { id: user.body.id, login: user.body.login, groupId: group.body.id };
}

/** A dossier of the partner that waits for its group: who waits must see the new mode (ESAT-19). */
async function esatDossier(): Promise<string> {
  const at = api.now;
  const facts = {
    type: 'esatOnboarding',
    businessKey: 'x',
    caf: '93',
    label: 'Essai',
    state: 'SERVICE_OUVERT',
    facts: {},
  };
  const process = { ...facts, id: 'esat', partnerId, since: at, createdAt: at, workflowStartedAt: at };
  await api.deps.db.process.create({ data: { ...process, linkRef: 'esat', createdBy: 'x' } });
  return 'esat';
}

const documents = () => api.deps.db.document.findMany({ where: { partnerId }, orderBy: { createdAt: 'asc' } });
const services = async () =>
  (
    await api.deps.db.openedService.findMany({ where: { partnerId, service: 'CDAP' }, orderBy: { opensOn: 'asc' } })
  ).map(({ state, openedAt, closedAt }) => ({ state, openedAt, closedAt }));
const mails = async (template: string) =>
  (await api.deps.db.mail.findMany({ where: { template } })).map(({ recipient, params }) => ({ recipient, params }));

describe('change of delegation mode (DEL-5, DEL-6, DEL-10)', () => {
  it('replaces everything at the countersignature; whoever had a service has it before, during and after, and identifiants stay', async () => {
    const kept = await member(nadia, 'T2');
    const losing = await member(samir, 'T1');
    const token = await entered(api, kept.id);
    const losingToken = await entered(api, losing.id);
    expect([await enter(token), await enter(losingToken)]).toEqual([204, 204]);

    const started = await change({ mode: 'CENTRALISE' });
    const { processId } = started.body;
    expect([started.status, started.headers.get('location')]).toEqual([202, `/api/v1/processes/${processId}`]);
    const drafted = (await documents()).filter((one) => one.processId === processId);
    expect(drafted.map(({ kind, service }) => `${kind} ${service ?? ''}`).sort()).toEqual([
      'BULLETIN CDAP',
      'BULLETIN ESAT',
      'CONTRAT ',
      'CONVENTION ',
    ]);
    expect(drafted.find((one) => one.kind === 'CONVENTION')?.content).toMatchObject({
      missions: ['ESAT', 'Accompagnement social'],
      departments: ['93'],
    });
    expect([
      await enter(token),
      (await createUser({ ...nadia, email: 'n.f@peupliers.example' }, claire)).status,
    ]).toEqual([204, 409]);

    await partnerSigns(api.deps, processId, { CDAP: ['T2', 'T4'] });
    expect(await enter(token)).toBe(204);
    const convention = drafted.find((one) => one.kind === 'CONVENTION');
    expect(await api.call('POST', `/documents/${convention?.id}/countersign`, { token: agent })).toMatchObject({
      status: 409,
      body: { code: 'REMPLACEMENT_INCOMPLET', rule: 'DEL-6' },
    });
    expect(await enter(token)).toBe(204);

    expect((await cafCountersigns(api, processId)).status).toBe(200);
    expect([await enter(token), await enter(losingToken)]).toEqual([204, 403]);
    const states = (await documents()).map(({ kind, state, origin }) => `${origin} ${kind} ${state}`);
    expect(new Set(states)).toEqual(
      new Set([
        ...['CONVENTION', 'CONTRAT', 'BULLETIN'].map((kind) => `REPRISE ${kind} CLOS`),
        ...['CONVENTION', 'CONTRAT', 'BULLETIN'].map((kind) => `PASSERELLE ${kind} ACTIF`),
      ]),
    );
    // the coded motif goes with every document that the change has closed, and with none of the new ones
    const motifs = (await documents()).map(({ state, motif }) => `${state} ${motif}`);
    expect(new Set(motifs)).toEqual(new Set(['CLOS CHANGEMENT_DELEGATION', 'ACTIF null']));
    const [former, present] = await services();
    expect([former, present]).toMatchObject([
      { state: 'FERMEE', closedAt: present?.openedAt },
      { state: 'OUVERTE', closedAt: null },
    ]);
    const groups = await api.deps.db.group.findMany({ where: { partnerId }, orderBy: { code: 'asc' } });
    expect(groups.map(({ code, role, conventionId }) => [code, role, conventionId === convention?.id])).toEqual([
      ['T1A', null, true],
      ['T2A', 'T2', true],
    ]);
    const uses = await api.deps.db.serviceUse.findMany({ where: { partnerId }, orderBy: { since: 'asc' } });
    expect(uses.map(({ userId, endedAt }) => [userId, endedAt === null])).toEqual([
      [kept.id, true],
      [losing.id, false],
    ]);
    expect((await api.call('GET', `/users/${kept.id}`, { token: agent })).body.login).toBe(kept.login);
    expect(await mails('MAIL-30')).toMatchObject([{ params: { number: '19_93', successor: '26_1' } }]);
    expect(await mails('MAIL-69')).toMatchObject([
      {
        recipient: 'claire.aubert@peupliers.example',
        params: { mode: 'CENTRALISE', detached: ['T1 Accueil (rôle T1)'] },
      },
    ]);
    expect(await mails('MAIL-28')).toEqual([]);
    const jeanne = { firstName: 'Jeanne', lastName: 'Morel', email: 'jeanne.morel@peupliers.example' };
    expect((await createUser(jeanne, claire)).body).toMatchObject({ status: 403, code: 'MODE_CENTRALISE' });
    expect((await createUser(jeanne, agent)).status).toBe(201);
    expect((await api.call('GET', `/processes/${processId}`, { token: agent })).body.state).toBe('SERVICE_OUVERT');
  });

  it('with a later date: the convention changes at the countersignature, the services pass over on that day, open all the while', async () => {
    const user = await member(nadia, 'T2');
    const token = await entered(api, user.id);
    await centralise(api.deps.db, partnerId);
    const { processId } = (await change({ mode: 'DELEGUE', opensOn: '2026-03-12' })).body;
    const dossierId = await esatDossier();
    await partnerSigns(api.deps, processId);
    expect((await cafCountersigns(api, processId)).status).toBe(200);
    expect(await api.deps.db.command.findMany({ where: { processId: dossierId } })).toMatchObject([
      { act: { type: 'look' } },
    ]);
    expect((await services()).map(({ state }) => state)).toEqual(['OUVERTE', 'PRETE']);
    expect(await enter(token)).toBe(204);
    const diagnosis = await api.call('GET', `/users/${user.id}/diagnosis?service=CDAP`, { token: agent });
    expect(diagnosis.body).toMatchObject({ allowed: true });
    expect((await api.call('GET', `/processes/${processId}`, { token: agent })).body.state).toBe('PRET_A_OUVRIR');

    api.now = new Date('2026-03-11T23:00:00Z');
    await api.tick(processId);
    const [former, present] = await services();
    expect(former).toMatchObject({ state: 'FERMEE', closedAt: api.now });
    expect(present).toMatchObject({ state: 'OUVERTE', openedAt: api.now });
    const { body } = await api.call('POST', '/auth/login', { body: { login: user.login, password: PASSWORD } });
    expect(await enter(body.token)).toBe(204);
  });

  it('not signed, the convention in force stays with everything under it (DEL-6); it may be asked again', async () => {
    const token = await entered(api, (await member(nadia, 'T2')).id);
    const { processId } = (await change({ mode: 'CENTRALISE' })).body;
    await partnerSigns(api.deps, processId);
    await api.call('POST', `/processes/${processId}/cancel`, {
      token: agent,
      body: { reason: 'Le partenaire renonce' },
    });
    expect(await enter(token)).toBe(204);
    const inForce = (await documents()).filter((one) => one.state === 'ACTIF').map(({ kind }) => kind);
    expect(inForce.sort()).toEqual(['BULLETIN', 'BULLETIN', 'CONTRAT', 'CONVENTION']);
    expect(await mails('MAIL-30')).toEqual([]);
    expect((await change({ mode: 'CENTRALISE' })).status).toBe(202);
  });

  it('nothing else begins beside it, and it does not begin beside documents on their way', async () => {
    const afas = () =>
      api.call('POST', `/partners/${partnerId}/conventionnements`, {
        token: agent,
        body: { services: ['AFAS'], eligibility: ENTITLED },
      });
    expect(await inForce()).toEqual({ mode: 'DELEGUE', obstacle: null });
    const service = await afas();
    expect((await inForce()).obstacle).toMatchObject({
      code: 'PROCESSUS_EN_COURS',
      processId: service.body.processId,
      rule: 'DEL-5',
    });
    expect((await change({ mode: 'CENTRALISE' })).body).toMatchObject({
      code: 'PROCESSUS_EN_COURS',
      processId: service.body.processId,
    });
    const cancel = { token: agent, body: { reason: 'Essai' } };
    await api.call('POST', `/processes/${service.body.processId}/cancel`, cancel);
    const { processId } = (await change({ mode: 'CENTRALISE' })).body;
    expect((await inForce()).obstacle).toMatchObject({
      processId,
      message: expect.stringMatching(/changement de mode/),
    });
    expect((await afas()).body).toMatchObject({ status: 409, code: 'PROCESSUS_EN_COURS', processId });
    expect((await change({ mode: 'CENTRALISE' })).body).toMatchObject({ status: 409, processId });
  });

  it('is for an agent of the managing Caf, and for another mode than the one in force (RGT-15, DEL-2)', async () => {
    expect((await change({ mode: 'DELEGUE' })).body).toMatchObject({ status: 409, code: 'MODE_INCHANGE' });
    expect((await change({ mode: 'CENTRALISE' }, claire)).status).toBe(403);
    expect((await change({ mode: 'CENTRALISE' }, await api.as('agent75'))).status).toBe(404);
    const siret = inventedSiret(31);
    const bare = await api.call('POST', '/partners', { token: agent, body: partnerBody({ siret }) });
    expect((await change({ mode: 'CENTRALISE' }, agent, bare.body.id)).body.code).toBe('SANS_CONVENTION');
    expect(await inForce(bare.body.id)).toMatchObject({ mode: null, obstacle: { code: 'SANS_CONVENTION' } });
  });

  it('of a convention that reaches several départements is the CNA’s: refused, and told before it is asked (DEL-7)', async () => {
    await api.deps.db.document.updateMany({
      where: { partnerId, kind: 'CONVENTION' },
      data: { content: { missions: ['ESAT'], departments: ['93', '75'] } },
    });
    const obstacle = { code: 'PORTEE_MULTI_DEPARTEMENTALE', rule: 'DEL-7' };
    expect((await change({ mode: 'CENTRALISE' })).body).toMatchObject({ status: 409, ...obstacle });
    expect(await inForce()).toMatchObject({ mode: 'DELEGUE', obstacle: { ...obstacle, processId: null } });
  });
});
