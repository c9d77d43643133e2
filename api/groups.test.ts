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
  omar,
  openPeupliers,
  partnerId,
} from '../test/peupliers.ts';

openPeupliers();

const remove = (path: string, token = claire) => api.call('DELETE', path, { token });

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
    const { id } = await api.deps.db.group.findFirstOrThrow({ where: { code: 'T2CR' } });
    const other = { token: claire, body: { manager: { ...manager, phone: '12' } } };
    const appointed = await api.call('PUT', `/groups/${id}/manager`, other);
    expect(appointed.body.errors.map((one: { path: string }) => one.path)).toEqual(['manager.phone', 'manager.email']);
    expect((await createGroup({ code: 'T2B', managerId: claireId, manager: omar })).body.code).toBe(
      'GESTIONNAIRE_REQUIS',
    );
    expect((await createGroup({ code: 'AD1', service: 'ADONIS', managerId: claireId })).body.code).toBe(
      'BULLETIN_MANQUANT',
    );
  });

  it('AC-32: one role per group, of the bulletin in force (GRP-11, GRP-12)', async () => {
    const { id } = (await createGroup({ code: 'T2A', managerId: claireId })).body;
    expect(await attachRole(id, 'T2')).toMatchObject({
      status: 200,
      body: { role: 'T2', state: 'ACTIF' },
    });
    expect(await attachRole(id, 'T9')).toMatchObject({
      status: 409,
      body: { code: 'ROLE_DEJA_AFFECTE' },
    });
    expect(await remove(`/groups/${id}/role`)).toMatchObject({
      status: 200,
      body: { role: null, state: 'ACTIF_SANS_ROLE' },
    });
    expect(await attachRole(id, 'T7')).toMatchObject({
      status: 409,
      body: { code: 'ROLE_HORS_BULLETIN' },
    });
    expect(await attachRole(id, 'T9')).toMatchObject({
      status: 409,
      body: { code: 'ROLE_AUTRE_PROFIL' },
    });
  });

  it('a gestionnaire sees and manages only the own groups; a plain user none (ACT-5, ACT-6, RGT-2, RGT-7, RGT-10)', async () => {
    const manager = await api.deps.db.user.findFirstOrThrow({ where: { email: omar.email } });
    const token = await entered(api, manager.id);
    const own = (await api.call('GET', `/partners/${partnerId}/groups`, { token })).body.items;
    expect(own.map((one: { code: string }) => one.code)).toEqual(['T2CR', 'T2PE']);
    const foreign = await api.deps.db.group.findFirstOrThrow({ where: { code: 'T2A' } });
    expect((await api.call('GET', `/groups/${foreign.id}`, { token })).status).toBe(403);
    expect((await createGroup({ code: 'T2Z', managerId: manager.id }, token)).status).toBe(403);
    const lea = { firstName: 'Léa', lastName: 'Morin', email: 'lea.morin@peupliers.example' };
    expect((await createUser(lea, {}, token)).body.code).toBe('GROUPE_REQUIS');
    expect((await createUser(lea, { groupIds: [foreign.id] }, token)).status).toBe(403);
    const made = await createUser(lea, { groupIds: [own[0].id] }, token);
    expect(made).toMatchObject({ status: 201, body: { groups: [{ code: 'T2CR' }] } });
    expect((await api.call('GET', `/groups/${own[0].id}/members`, { token })).body.items).toHaveLength(1);
    const plain = await entered(api, made.body.id);
    for (const path of [`/partners/${partnerId}/users`, `/partners/${partnerId}/groups`, `/groups/${own[0].id}`])
      expect([path, (await api.call('GET', path, { token: plain })).status]).toEqual([path, 403]);
    expect((await api.call('GET', `/users/${made.body.id}`, { token: plain })).status).toBe(200);
    expect((await addMember(own[1].id, made.body.id, plain)).status).toBe(403);
    expect((await addMember(own[1].id, made.body.id, token)).status).toBe(200);
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
    expect((await addMember(own.id, claireId, token)).status).toBe(200);
    // another address, then « Mot de passe oublié », would make him administrateur
    const refused = { status: 403, body: { code: 'ACTION_NON_PERMISE', rule: 'RGT-9' } };
    const path = `/users/${claireId}`;
    const email = 'omar.aubert@peupliers.example';
    expect(await api.call('PATCH', path, { token, body: { email, confirmed: true } })).toMatchObject(refused);
    expect(await api.call('PATCH', path, { token, body: { closesOn: '2026-12-01' } })).toMatchObject(refused);
    expect((await api.call('GET', path, { token })).body.actions).toEqual([]);
    expect((await remove(`/groups/${own.id}/members/${claireId}`, token)).status).toBe(200);
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
    expect(await attachRole(id, 'T2')).toMatchObject({
      status: 409,
      body: { code: 'ETAT_INCOMPATIBLE' },
    });
    expect((await createGroup({ code: 'FIN', managerId: claireId })).body.code).toBe('CODE_DEJA_PRIS');
  });
});
