import { beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { PASSWORD } from '../test/api.ts';
import { api, claire, openPeupliers, partnerId } from '../test/peupliers.ts';

let nadia: string;
let nadiaToken: string;
openPeupliers();
beforeAll(async () => {
  const person = {
    login: 'MCP0000NAD1',
    email: 'nadia.ferrand@peupliers.example',
    firstName: 'Nadia',
    lastName: 'Ferrand',
  };
  nadia = await createUser(api.deps.db, { ...person, roles: [], partnerId, password: null }, api.now);
  await api.deps.db.user.update({ where: { id: nadia }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const answer = await api.call('POST', '/auth/login', { body: { login: person.login, password: PASSWORD } });
  nadiaToken = answer.body.token;
});

const me = (token: string) => api.call('GET', '/me', { token });

describe('a security incident (OBL-12, TIME-11, domain.md §11)', () => {
  it('alerts the Caf at once, suspends chosen accounts in one click, keeps its timeline, and is closed by the Caf', async () => {
    const declared = await api.call('POST', `/partners/${partnerId}/security-incidents`, {
      token: claire,
      body: { what: 'Poste volé avec le mot de passe noté dessus', userIds: [nadia] },
    });
    expect(declared).toMatchObject({ status: 202, body: { state: 'SIGNALE', userIds: [nadia], suspended: [] } });
    const { id } = declared.body;
    const mail = await api.deps.db.mail.findFirstOrThrow({ where: { processId: id } });
    expect([mail.template, mail.recipient]).toEqual(['MAIL-63', 'agent@caf93.example']);
    expect(JSON.stringify(mail)).not.toContain('Poste');

    const agent = await api.as('agent93');
    expect((await me(nadiaToken)).status).toBe(200);
    const suspended = await api.call('POST', `/security-incidents/${id}/suspend`, { token: agent, body: {} });
    expect(suspended.body.suspended).toEqual([nadia]);
    expect((await me(nadiaToken)).status).toBe(401);
    const login = { login: 'MCP0000NAD1', password: PASSWORD };
    expect((await api.call('POST', '/auth/login', { body: login })).status).toBe(401);
    expect((await api.call('GET', `/users/${nadia}`, { token: claire })).body.state).toBe('SUSPENDU');

    for (const outcome of ['acknowledge', 'treat', 'close']) {
      const [task] = (await api.call('GET', `/tasks?dossier=${id}&state=OUVERTE`, { token: agent })).body.items;
      const done = await api.call('POST', `/tasks/${task.id}/complete`, {
        token: agent,
        body: { outcome, note: 'Fait.' },
      });
      expect([outcome, done.status]).toEqual([outcome, 200]);
    }
    expect(await api.call('GET', `/security-incidents/${id}`, { token: claire })).toMatchObject({
      body: { state: 'CLOS', suspended: [] },
    });
    expect((await api.call('POST', '/auth/login', { body: login })).status).toBe(200);
    const timeline = await api.call('GET', `/processes/${id}/timeline`, { token: agent });
    const lines = timeline.body.items.map((one: { label: string }) => one.label).join(' | ');
    for (const words of ['signalé', 'Comptes suspendus : 1', 'pris en compte', 'Suspensions levées : 1', 'clos'])
      expect(lines).toContain(words);
  });

  it('is declared by an administrateur or a gestionnaire, about people of their own organisme, and seen by nobody else (S5)', async () => {
    const body = { what: 'Essai', userIds: [nadia, 'inconnu'] };
    const path = `/partners/${partnerId}/security-incidents`;
    expect((await api.call('POST', path, { token: await api.as('agent93'), body })).status).toBe(403);
    expect(await api.call('POST', path, { token: claire, body })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'userIds.1', code: 'INTROUVABLE' }] },
    });
    const made = await api.call('POST', path, { token: claire, body: { what: 'Essai', userIds: [nadia] } });
    for (const kind of ['agent75', 'admin75'] as const) {
      const token = await api.as(kind);
      expect((await api.call('GET', `/security-incidents/${made.body.id}`, { token })).status).toBe(404);
      expect((await api.call('POST', `/security-incidents/${made.body.id}/suspend`, { token, body: {} })).status).toBe(
        404,
      );
    }
  });

  it('suspends a service of the whole organisme, and opens it again as it is closed (domain.md §11)', async () => {
    const agent = await api.as('agent93');
    const declared = { what: 'Poste volé', userIds: [nadia] };
    const incidents = `/partners/${partnerId}/security-incidents`;
    const { id } = (await api.call('POST', incidents, { token: claire, body: declared })).body;
    const suspend = (token: string) =>
      api.call('POST', `/security-incidents/${id}/suspend-service`, {
        ...{ token, body: { service: 'CDAP', reason: 'Une vérification est en cours.' } },
      });
    expect((await suspend(claire)).status).toBe(403);
    const { status, body } = await suspend(agent);
    expect(status).toBe(202);
    const cdap = async () => {
      const { items } = (await api.call('GET', `/partners/${partnerId}/services`, { token: agent })).body;
      return items.find(({ service }: { service: string }) => service === 'CDAP').state;
    };
    expect(await cdap()).toBe('SUSPENDUE');
    // whoever follows the incident reads which
    const suspended = async () =>
      (await api.call('GET', `/security-incidents/${id}`, { token: claire })).body.services.map(
        ({ processId, service, resumedAt }: Record<string, unknown>) => [processId, service, resumedAt !== null],
      );
    expect(await suspended()).toEqual([[body.processId, 'CDAP', false]]);
    expect((await suspend(agent)).body.code).toBe('ETAT_INCOMPATIBLE');
    for (const outcome of ['acknowledge', 'close']) {
      const [task] = (await api.call('GET', `/tasks?dossier=${id}&state=OUVERTE`, { token: agent })).body.items;
      await api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body: { outcome, note: 'Fait.' } });
    }
    await api.sweep(body.processId);
    expect(await cdap()).toBe('OUVERTE');
    expect(await suspended()).toEqual([[body.processId, 'CDAP', true]]);
    expect((await api.call('GET', `/processes/${body.processId}`, { token: agent })).body.state).toBe('ROUVERT');
    expect((await suspend(agent)).body.code).toBe('DOSSIER_TERMINE');
  });

  it('an account of two incidents stays suspended until the last lets it go (OBL-12)', async () => {
    const agent = await api.as('agent93');
    const path = `/partners/${partnerId}/security-incidents`;
    const declare = async (what: string) =>
      (await api.call('POST', path, { token: claire, body: { what, userIds: [nadia] } })).body.id as string;
    const [first, second] = [await declare('Poste volé'), await declare('Mot de passe divulgué')];
    const act = (id: string, what: 'suspend' | 'lift') =>
      api.call('POST', `/security-incidents/${id}/${what}`, { token: agent, body: {} });
    for (const id of [first, second]) expect((await act(id, 'suspend')).status).toBe(200);
    const state = async () => (await api.call('GET', `/users/${nadia}`, { token: agent })).body.state;
    expect(await act(first, 'lift')).toMatchObject({ status: 200, body: { suspended: [] } });
    expect(await state()).toBe('SUSPENDU');
    expect((await act(second, 'lift')).status).toBe(200);
    expect(await state()).not.toBe('SUSPENDU');
  });

  it('received by mail without accounts: the Caf suspends whoever of the organisme turns out to be involved, and lifts it (OBL-12)', async () => {
    const agent = await api.as('agent93');
    const mail = { from: 'claire.aubert@peupliers.example', subject: 'Vol', text: 'Poste volé', kind: 'INCIDENT' };
    const entered = await api.call('POST', '/support-requests/mails', { token: agent, body: mail });
    const path = `/security-incidents/${entered.body.processId}`;
    const suspend = (body: object) => api.call('POST', `${path}/suspend`, { token: agent, body });
    expect(await suspend({})).toMatchObject({ status: 422, body: { errors: [{ path: 'userIds' }] } });
    const elsewhere = await createUser(
      api.deps.db,
      {
        ...{ login: 'MCP0000ELSE', firstName: 'Else', lastName: 'Where', email: 'else.where@ailleurs.example' },
        roles: [],
        partnerId: null,
        password: null,
      },
      api.now,
    );
    for (const id of [elsewhere, 'inconnu'])
      expect(await suspend({ userIds: [nadia, id] })).toMatchObject({ status: 404, body: { code: 'INTROUVABLE' } });
    expect(await suspend({ userIds: [nadia] })).toMatchObject({
      status: 200,
      body: { userIds: [nadia], suspended: [nadia], accounts: [{ id: nadia, state: 'SUSPENDU' }] },
    });
    const added = await api.deps.db.auditLine.findFirstOrThrow({
      where: { processId: entered.body.processId, action: 'securityIncident.suspend' },
    });
    expect(added).toMatchObject({ label: "Comptes suspendus : 1, dont 1 ajouté à l'incident", rule: 'OBL-12' });
    expect(await api.call('POST', `${path}/lift`, { token: agent, body: {} })).toMatchObject({
      status: 200,
      body: { userIds: [nadia], suspended: [], accounts: [{ id: nadia }] },
    });
    expect((await api.call('GET', `/users/${nadia}`, { token: agent })).body.state).not.toBe('SUSPENDU');
  });

  it('is told to the Caf again when nobody acknowledges it within four working hours (TIME-11)', async () => {
    api.now = new Date('2026-03-13T15:00:00Z'); // a Friday, 16:00 in Paris: one working hour left
    const login = await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: PASSWORD } });
    const made = await api.call('POST', `/partners/${partnerId}/security-incidents`, {
      token: login.body.token,
      body: { what: 'Essai', userIds: [nadia] },
    });
    const process = await api.deps.db.process.findUniqueOrThrow({ where: { id: made.body.id } });
    expect(process.nextActionAt).toEqual(new Date('2026-03-16T11:00:00Z'));
    api.now = new Date('2026-03-16T11:00:00Z');
    await api.tick(process.id);
    const mails = await api.deps.db.mail.findMany({ where: { processId: process.id } });
    expect(mails.map((mail) => (mail.params as { again: boolean }).again).sort()).toEqual([false, true]);
  });
});
