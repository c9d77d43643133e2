import { describe, expect, it } from '@jest/globals';
import { PASSWORD } from '../test/api.ts';
import { entered } from '../test/openPartner.ts';
import {
  addMember,
  api,
  attachRole,
  claire,
  claireId,
  createGroup,
  createUser,
  nadia,
  openPeupliers,
  partnerId,
} from '../test/peupliers.ts';

openPeupliers();

const remove = (path: string, token = claire) => api.call('DELETE', path, { token });

const services = async (token: string) =>
  (await api.call('GET', '/me', { token })).body.services
    .filter((one: { enabled: boolean }) => one.enabled)
    .map((one: { code: string }) => one.code);

describe('what a group gives its members (domain.md §8.1)', () => {
  it('AC-29: an administrateur has no service until in a group; then exactly that one, and only while the role stands (ADM-5, GRP-14, GRP-15)', async () => {
    expect(await services(claire)).toEqual([]);
    const rights = (await api.call('GET', '/me', { token: claire })).body.rights;
    expect(rights).toEqual(expect.arrayContaining(['groups.create', 'users.create', 'roles.attach']));
    const { id } = (await createGroup({ code: 'T9MAJ', label: 'T9 Majeurs', managerId: claireId })).body;
    await attachRole(id, 'T9');
    expect((await addMember(id, claireId)).body).toMatchObject({ code: 'CONDITIONS_DU_PROFIL', rule: 'GRP-17' });
    // the only administrateur: nobody else enters what the profile asks (RGT-9), in mode délégué not even the Caf
    const titre = { titre: 'JUGEMENT' };
    const byCaf = await api.call('PATCH', `/users/${claireId}`, { token: await api.as('agent93'), body: titre });
    expect(byCaf).toMatchObject({ status: 403, body: { rule: 'RGT-17' } });
    const own = await api.call('PATCH', `/users/${claireId}`, { token: claire, body: titre });
    expect(own).toMatchObject({ status: 200, body: { titre: 'JUGEMENT' } });
    expect((await addMember(id, claireId)).status).toBe(200);
    expect(await services(claire)).toEqual(['CDAP']);
    expect((await api.call('POST', '/me/services/CDAP/enter', { token: claire })).status).toBe(204);
    expect(await api.call('POST', '/me/services/ESAT/enter', { token: claire })).toMatchObject({
      status: 403,
      body: { code: 'SERVICE_NON_OUVERT' },
    });
    const use = await api.deps.db.serviceUse.findUniqueOrThrow({
      where: { userId_service: { userId: claireId, service: 'CDAP' } },
    });
    expect([use.lastUsedAt, use.referenceAt, use.endedAt]).toEqual([api.now, api.now, null]);
    await remove(`/groups/${id}/role`);
    expect(await services(claire)).toEqual([]);
    expect(
      await api.deps.db.serviceUse.findUniqueOrThrow({
        where: { userId_service: { userId: claireId, service: 'CDAP' } },
      }),
    ).toMatchObject({ endedAt: api.now });
  });

  it('a closed bulletin or a suspended service opens nothing, whatever the group (GRP-12, SVC-10)', async () => {
    const { id } = (await createGroup({ service: 'ESAT', code: 'ESAT1', label: 'Moniteurs', managerId: claireId }))
      .body;
    await attachRole(id, 'ESAT');
    const user = (await createUser(nadia, { groupIds: [id] })).body;
    const token = await entered(api, user.id);
    expect(await services(token)).toEqual(['ESAT']);
    const set = (state: string) =>
      api.deps.db.openedService.updateMany({ where: { partnerId, service: 'ESAT' }, data: { state } });
    await set('SUSPENDUE');
    expect(await services(token)).toEqual([]);
    await set('OUVERTE');
    await api.deps.db.document.updateMany({
      where: { partnerId, kind: 'BULLETIN', service: 'ESAT' },
      data: { state: 'CLOS' },
    });
    expect((await api.call('GET', '/me', { token })).body.services).toEqual([]);
    await api.deps.db.document.updateMany({
      where: { partnerId, kind: 'BULLETIN', service: 'ESAT' },
      data: { state: 'ACTIF' },
    });
    expect(await services(token)).toEqual(['ESAT']);
  });

  it('AC-37: closed at 00:00 of the day, without login, « oublié » or service; reactivated, everything is back (ACC-17, ACC-18, ACC-19)', async () => {
    const { body: group } = await createGroup({ managerId: claireId });
    await attachRole(group.id, 'T2');
    const { body: user } = await createUser(
      { firstName: 'Inès', lastName: 'Caron', email: 'ines.caron@peupliers.example' },
      { groupIds: [group.id] },
    );
    const start = api.now;
    const token = await entered(api, user.id);
    const asInes = () => api.call('POST', '/auth/login', { body: { login: user.login, password: PASSWORD } });
    expect(await services(token)).toEqual(['CDAP']);
    await api.call('PATCH', `/users/${user.id}`, { token: claire, body: { closesOn: '2026-09-15' } });

    api.now = new Date('2026-09-14T21:59:59Z'); // 23:59:59 in Paris
    const last = await asInes();
    expect([last.status, await services(last.body.token)]).toEqual([200, ['CDAP']]);
    api.now = new Date('2026-09-14T22:00:00Z');
    expect((await api.call('GET', '/me', { token: last.body.token })).status).toBe(401);
    expect((await asInes()).status).toBe(401);
    const mails = await api.deps.db.mail.count();
    expect((await api.call('POST', '/auth/forgot-password', { body: { login: user.login } })).status).toBe(202);
    expect(await api.deps.db.mail.count()).toBe(mails);

    api.now = new Date('2026-10-02T08:00:00Z');
    const again = { login: 'MCP00000093', password: PASSWORD };
    const { token: administrateur } = (await api.call('POST', '/auth/login', { body: again })).body;
    expect(await api.call('POST', `/users/${user.id}/reactivate`, { token: administrateur })).toMatchObject({
      status: 200,
      body: { login: user.login, state: 'ACTIF', closesOn: null, groups: [{ code: 'T2CR' }] },
    });
    expect(await services((await asInes()).body.token)).toEqual(['CDAP']);
    await remove(`/groups/${group.id}/members/${user.id}`, administrateur);
    await remove(`/groups/${group.id}/role`, administrateur);
    api.now = start;
  });
});

describe('diagnosis over HTTP (domain.md §12)', () => {
  it('AC-34: tells the detached role, to whom it may be told, and asks who can repair it once a day', async () => {
    const { id } = (await createGroup({ code: 'T2DIAG', managerId: claireId })).body;
    await attachRole(id, 'T2');
    const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
    const user = (await createUser(zoe, { groupIds: [id] })).body;
    const token = await entered(api, user.id);
    const path = `/users/${user.id}/diagnosis?service=CDAP`;
    expect((await api.call('GET', path, { token: claire })).body).toMatchObject({ allowed: true, broken: null });
    expect(await services(token)).toEqual(['CDAP']);
    await remove(`/groups/${id}/role`);
    expect(await services(token)).toEqual([]);
    for (const asking of [claire, token, await api.as('agent93')])
      expect((await api.call('GET', path, { token: asking })).body).toMatchObject({
        allowed: false,
        broken: { link: 'role', rule: 'SUP-2', who: 'ADMINISTRATEUR', page: `/groupes/${id}` },
      });
    expect((await api.call('GET', path, { token: await api.as('agent75') })).status).toBe(404);
    const ask = () => api.call('POST', `/users/${user.id}/diagnosis/ask`, { token, body: { service: 'CDAP' } });
    expect([(await ask()).status, (await ask()).status]).toEqual([202, 202]);
    const mails = await api.deps.db.mail.findMany({ where: { template: 'MAIL-64' } });
    expect(mails.map((mail) => mail.recipient)).toEqual(['claire.aubert@peupliers.example']);
    await attachRole(id, 'T2');
    expect((await ask()).body.code).toBe('RIEN_A_REPARER');
  });
});
