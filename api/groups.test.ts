import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, PASSWORD as CLAIRES, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let partnerId: string;
let claire: string;
let claireId: string;
beforeAll(async () => {
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
  claireId = (await api.call('GET', '/me', { token: claire })).body.user.id;
}, 60_000);
afterAll(() => api.stop());

const omar = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };
const nadia = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
const PASSWORD = 'quatre fleurs sous la pluie';

const createGroup = (over: Record<string, unknown>, token = claire): Promise<Answer> =>
  api.call('POST', `/partners/${partnerId}/groups`, {
    token,
    body: { service: 'CDAP', code: 'T2CR', label: 'T2 Service des Crèches', ...over },
  });
const put = (path: string, body: unknown, token = claire) => api.call('PUT', path, { token, body });
const remove = (path: string, token = claire) => api.call('DELETE', path, { token });
const join = (groupId: string, userId: string, token = claire) =>
  api.call('POST', `/groups/${groupId}/members`, { token, body: { userId } });
const createUser = async (person: object, over: Record<string, unknown> = {}, token = claire) =>
  api.call('POST', `/partners/${partnerId}/users`, { token, body: { ...person, ...over } });
const services = async (token: string) =>
  (await api.call('GET', '/me', { token })).body.services
    .filter((one: { enabled: boolean }) => one.enabled)
    .map((one: { code: string }) => one.code);

/** Signs someone in who has just been created. */
async function entered(user: { id: string; login: string }): Promise<string> {
  const password = await api.mailedPassword(user.id);
  const { token } = (await api.call('POST', '/auth/login', { body: { login: user.login, password } })).body;
  await api.call('POST', '/auth/password', { token, body: { newPassword: PASSWORD } });
  return token;
}

describe('groups (domain.md §8.1)', () => {
  it('AC-30: with a gestionnaire made on the spot, who gets both mails; the code never changes (GRP-1, GRP-5, GRP-9, MAIL-4)', async () => {
    const made = await createGroup({ manager: omar });
    expect(made).toMatchObject({
      status: 201,
      body: { code: 'T2CR', profile: 'T2', state: 'ACTIF_SANS_ROLE', flags: [], members: 0 },
    });
    const manager = made.body.manager;
    const mails = await api.deps.db.mail.findMany({ where: { recipient: omar.email }, orderBy: { template: 'asc' } });
    expect([manager.name, mails.map((mail) => mail.template)]).toEqual(['Omar Bensaïd', ['MAIL-1', 'MAIL-2']]);
    const path = `/groups/${made.body.id}`;
    expect(await api.call('PATCH', path, { token: claire, body: { code: 'T2XX' } })).toMatchObject({
      status: 409,
      body: { code: 'CODE_IMMUABLE', rule: 'GRP-5' },
    });
    expect(await api.call('PATCH', path, { token: claire, body: { label: 'T10 Bailleurs' } })).toMatchObject({
      status: 422,
      body: { code: 'LIBELLE_SANS_PROFIL' },
    });
    const headers = { 'if-match': '"7"' };
    expect((await api.call('PATCH', path, { token: claire, headers, body: { label: 'T2 Crèches' } })).status).toBe(412);
    const renamed = await api.call('PATCH', path, { token: claire, body: { label: 'T2 Crèches' } });
    expect(renamed).toMatchObject({ status: 200, body: { label: 'T2 Crèches', code: 'T2CR', version: 2 } });
    // GRP-10: an existing account gets a word, no new identifiant
    const second = await createGroup({ code: 'T2PE', label: 'T2 Petite Enfance', managerId: manager.id });
    expect(second.status).toBe(201);
    expect(await api.deps.db.mail.findMany({ where: { recipient: omar.email, template: 'MAIL-42' } })).toHaveLength(1);
    expect(await api.deps.db.mail.count({ where: { recipient: omar.email } })).toBe(3);
  });

  it('tells every fault of a form at once; code taken, label without profile, no gestionnaire (FMT-18, FMT-19, GRP-4)', async () => {
    const answer = await createGroup({ label: 'Crèches', profile: 'T2', managerId: claireId });
    expect(answer.body.errors.map((one: { path: string; code: string }) => [one.path, one.code])).toEqual([
      ['code', 'CODE_DEJA_PRIS'],
      ['label', 'LIBELLE_SANS_PROFIL'],
    ]);
    // of the gestionnaire made on the spot as well; a label that names no profile leaves none to choose
    const manager = { ...omar, email: 'accueil@peupliers.example' };
    const faults = async (form: Parameters<typeof createGroup>[0]) =>
      (await createGroup({ label: 'Crèches', ...form })).body.errors.map((one: { path: string }) => one.path);
    expect(await faults({ manager })).toEqual(['code', 'label', 'manager.email']);
    expect(await faults({ code: '', manager: { ...manager, phone: '12' } })).toEqual([
      'code',
      'manager.phone',
      'manager.email',
    ]);
    expect((await createGroup({ code: 'T2B', managerId: claireId, manager: omar })).body.code).toBe(
      'GESTIONNAIRE_REQUIS',
    );
    expect((await createGroup({ code: 'AD1', service: 'ADONIS', managerId: claireId })).body.code).toBe(
      'BULLETIN_MANQUANT',
    );
  });

  it('AC-32: one role per group, of the bulletin in force (GRP-11, GRP-12)', async () => {
    const { id } = (await createGroup({ code: 'T2A', managerId: claireId })).body;
    expect(await put(`/groups/${id}/role`, { role: 'T2' })).toMatchObject({
      status: 200,
      body: { role: 'T2', state: 'ACTIF' },
    });
    expect(await put(`/groups/${id}/role`, { role: 'T9' })).toMatchObject({
      status: 409,
      body: { code: 'ROLE_DEJA_AFFECTE' },
    });
    expect(await remove(`/groups/${id}/role`)).toMatchObject({
      status: 200,
      body: { role: null, state: 'ACTIF_SANS_ROLE' },
    });
    expect(await put(`/groups/${id}/role`, { role: 'T7' })).toMatchObject({
      status: 409,
      body: { code: 'ROLE_HORS_BULLETIN' },
    });
    expect(await put(`/groups/${id}/role`, { role: 'T9' })).toMatchObject({
      status: 409,
      body: { code: 'ROLE_AUTRE_PROFIL' },
    });
  });

  it('AC-29: an administrateur has no service until in a group; then exactly that one, and only while the role stands (ADM-5, GRP-14, GRP-15)', async () => {
    expect(await services(claire)).toEqual([]);
    const rights = (await api.call('GET', '/me', { token: claire })).body.rights;
    expect(rights).toEqual(expect.arrayContaining(['groups.create', 'users.create', 'roles.attach']));
    const { id } = (await createGroup({ code: 'T9MAJ', label: 'T9 Majeurs', managerId: claireId })).body;
    await put(`/groups/${id}/role`, { role: 'T9' });
    expect((await join(id, claireId)).body).toMatchObject({ code: 'CONDITIONS_DU_PROFIL', rule: 'GRP-17' });
    // the only administrateur: nobody else enters what the profile asks (RGT-9), in mode délégué not even the Caf
    const titre = { titre: 'JUGEMENT' };
    const byCaf = await api.call('PATCH', `/users/${claireId}`, { token: await api.as('agent93'), body: titre });
    expect(byCaf).toMatchObject({ status: 403, body: { rule: 'RGT-17' } });
    const own = await api.call('PATCH', `/users/${claireId}`, { token: claire, body: titre });
    expect(own).toMatchObject({ status: 200, body: { titre: 'JUGEMENT' } });
    expect((await join(id, claireId)).status).toBe(200);
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
    await put(`/groups/${id}/role`, { role: 'ESAT' });
    const user = (await createUser(nadia, { groupIds: [id] })).body;
    const token = await entered(user);
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

  it('a gestionnaire sees and manages only the own groups; a plain user none (ACT-5, ACT-6, RGT-2, RGT-7, RGT-10)', async () => {
    const manager = await api.deps.db.user.findFirstOrThrow({ where: { email: omar.email } });
    const token = await entered({ id: manager.id, login: manager.login });
    const own = (await api.call('GET', `/partners/${partnerId}/groups`, { token })).body.items;
    expect(own.map((one: { code: string }) => one.code)).toEqual(['T2CR', 'T2PE']);
    const foreign = await api.deps.db.group.findFirstOrThrow({ where: { code: 'T9MAJ' } });
    expect((await api.call('GET', `/groups/${foreign.id}`, { token })).status).toBe(403);
    expect((await createGroup({ code: 'T2Z', managerId: manager.id }, token)).status).toBe(403);
    const lea = { firstName: 'Léa', lastName: 'Morin', email: 'lea.morin@peupliers.example' };
    expect((await createUser(lea, {}, token)).body.code).toBe('GROUPE_REQUIS');
    expect((await createUser(lea, { groupIds: [foreign.id] }, token)).status).toBe(403);
    const made = await createUser(lea, { groupIds: [own[0].id] }, token);
    expect(made).toMatchObject({ status: 201, body: { groups: [{ code: 'T2CR' }] } });
    expect((await api.call('GET', `/groups/${own[0].id}/members`, { token })).body.items).toHaveLength(1);
    const plain = await entered(made.body);
    for (const path of [`/partners/${partnerId}/users`, `/partners/${partnerId}/groups`, `/groups/${own[0].id}`])
      expect([path, (await api.call('GET', path, { token: plain })).status]).toEqual([path, 403]);
    expect((await api.call('GET', `/users/${made.body.id}`, { token: plain })).status).toBe(200);
    expect((await join(own[1].id, made.body.id, plain)).status).toBe(403);
    expect((await join(own[1].id, made.body.id, token)).status).toBe(200);
    expect((await remove(`/groups/${own[1].id}/members/${made.body.id}`, token)).status).toBe(200);
    // what is offered is what the matrix allows
    const offered = async (path: string, as: string) => (await api.call('GET', path, { token: as })).body.actions;
    const path = `/groups/${own[0].id}`;
    const all = ['edit', 'appointManager', 'attachRole', 'editMembers', 'createSubgroup'];
    expect([await offered(path, claire), await offered(path, token)]).toEqual([all, ['editMembers']]);
    expect(await offered(path, await api.as('agent93'))).toEqual([]); // mode délégué
    const user = `/users/${made.body.id}`;
    expect([await offered(user, token), await offered(user, plain)]).toEqual([['edit', 'changeAddress'], []]);
  });

  it('a gestionnaire does not change the account of an administrateur whom he puts into a group of his (ACT-5, ADM-3)', async () => {
    const manager = await api.deps.db.user.findFirstOrThrow({ where: { email: omar.email } });
    const { token } = (await api.call('POST', '/auth/login', { body: { login: manager.login, password: PASSWORD } }))
      .body;
    const own = await api.deps.db.group.findFirstOrThrow({ where: { code: 'T2CR' } });
    expect((await join(own.id, claireId, token)).status).toBe(200);
    // another address, then « mot de passe oublié », would make him administrateur
    const refused = { status: 403, body: { code: 'ACTION_NON_PERMISE', rule: 'RGT-9' } };
    const path = `/users/${claireId}`;
    const email = 'omar.aubert@peupliers.example';
    expect(await api.call('PATCH', path, { token, body: { email, confirmed: true } })).toMatchObject(refused);
    expect(await api.call('PATCH', path, { token, body: { closesOn: '2026-12-01' } })).toMatchObject(refused);
    expect((await api.call('GET', path, { token })).body.actions).toEqual([]);
    expect((await remove(`/groups/${own.id}/members/${claireId}`, token)).status).toBe(200);
  });

  it('AC-37: closed at 00:00 of the day, without login, « oublié » or service; reactivated, everything is back (ACC-17, ACC-18, ACC-19)', async () => {
    const group = await api.deps.db.group.findFirstOrThrow({ where: { code: 'T2CR' } });
    await put(`/groups/${group.id}/role`, { role: 'T2' });
    const { body: user } = await createUser(
      { firstName: 'Inès', lastName: 'Caron', email: 'ines.caron@peupliers.example' },
      { groupIds: [group.id] },
    );
    const start = api.now;
    const token = await entered(user);
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
    const again = { login: 'MCP00000093', password: CLAIRES };
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

  it('a gestionnaire who leaves is replaced first, or the group says that it has none (GRP-7, GRP-19)', async () => {
    const manager = await api.deps.db.user.findFirstOrThrow({ where: { email: omar.email } });
    const close = (body: object) => api.call('PATCH', `/users/${manager.id}`, { token: claire, body });
    expect(await close({ closesOn: '2026-03-10' })).toMatchObject({
      status: 409,
      body: { code: 'GESTIONNAIRE_A_REMPLACER' },
    });
    expect((await close({ closesOn: '2026-03-10', replacementId: claireId })).status).toBe(200);
    const groups = (await api.call('GET', `/partners/${partnerId}/groups`, { token: claire })).body.items;
    expect(groups.find((one: { code: string }) => one.code === 'T2CR')).toMatchObject({
      manager: { id: claireId },
      flags: [],
    });
  });

  it('AFAS groups are the Caf’s own, whatever the mode (AFAS-1)', async () => {
    const convention = await api.deps.db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
    const bulletin = await api.deps.db.document.findFirstOrThrow({
      where: { partnerId, kind: 'BULLETIN', service: 'CDAP' },
    });
    await api.deps.db.document.create({
      data: {
        ...bulletin,
        id: 'bulletin-afas',
        service: 'AFAS',
        conventionId: convention.id,
        content: { roles: ['AFAS'] },
      },
    });
    const group = { service: 'AFAS', code: 'AFAS-DECLARER', label: 'Déclarants', managerId: claireId };
    expect(await createGroup(group)).toMatchObject({ status: 403, body: { rule: 'AFAS-1' } });
    expect((await createGroup(group, await api.as('agent93'))).status).toBe(403);
    expect((await createGroup(group, await api.as('admin93'))).status).toBe(201);
  });

  it('a closed group gives nothing and takes no change (GRP-20)', async () => {
    const { id } = (await createGroup({ code: 'FIN', managerId: claireId })).body;
    const closed = await api.call('POST', `/groups/${id}/close`, { token: claire, body: { reason: 'Regroupement' } });
    expect(closed).toMatchObject({ status: 200, body: { state: 'FERME', closedReason: 'Regroupement' } });
    expect(await put(`/groups/${id}/role`, { role: 'T2' })).toMatchObject({
      status: 409,
      body: { code: 'ETAT_INCOMPATIBLE' },
    });
    expect((await createGroup({ code: 'FIN', managerId: claireId })).body.code).toBe('CODE_DEJA_PRIS');
  });
});

describe('diagnosis over HTTP (domain.md §12)', () => {
  it('AC-34: tells the detached role, to whom it may be told, and asks who can repair it once a day', async () => {
    const { id } = (await createGroup({ code: 'T2DIAG', managerId: claireId })).body;
    await put(`/groups/${id}/role`, { role: 'T2' });
    const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
    const user = (await createUser(zoe, { groupIds: [id] })).body;
    const token = await entered(user);
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
    await put(`/groups/${id}/role`, { role: 'T2' });
    expect((await ask()).body.code).toBe('RIEN_A_REPARER');
  });
});
