import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AfasPartner, afasPartner } from '../test/afas.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { centralise } from '../test/openPartner.ts';

let api: TestApi;
let partner: AfasPartner;
beforeAll(async () => {
  api = await startApi();
  partner = await afasPartner(api);
});
afterAll(() => api.stop());

const path = () => `/partners/${partner.partnerId}/afas/profiles`;
const give = (token: string, userId: string, role: string) =>
  api.call('POST', path(), { token, body: { userId, role } });
const list = async (token: string) => (await api.call('GET', path(), { token })).body;
const openOnes = async (token: string) =>
  (await list(token)).items
    .filter((one: { until: string | null }) => one.until === null)
    .map((one: { user: { name: string }; role: string }) => `${one.role} ${one.user.name}`)
    .sort();

describe('Afas groups (AFAS-1, RGT-3)', () => {
  it('AC-39: are made by a Caf administrator only, whatever the mode', async () => {
    const group = {
      type: 'createGroup' as const,
      service: 'AFAS' as const,
      label: 'Autre',
      profile: null,
      parentId: null,
    };
    const { db, people } = api.deps;
    const claire = await db.user.findFirstOrThrow({ where: { partnerId: partner.partnerId } });
    const manager = { userId: claire.id };
    const by = (id: string, role: 'administrateur' | 'agent' | 'cafAdmin', code: string) =>
      people.act(
        partner.partnerId,
        { ...group, code, manager },
        { id, role, label: 'Essai', ip: null, caf: role === 'administrateur' ? null : '93' },
        api.now,
      );
    const refused = { code: 'ACTION_NON_PERMISE', rule: 'AFAS-1' };
    const overHttp = { service: 'AFAS', code: 'AFAS-AUTRE', label: 'Autre', managerId: claire.id };
    expect(
      await api.call('POST', `/partners/${partner.partnerId}/groups`, { token: partner.claire, body: overHttp }),
    ).toMatchObject({ status: 403, body: { rule: 'AFAS-1' } });
    for (const mode of ['DELEGUE', 'CENTRALISE']) {
      if (mode === 'CENTRALISE') await centralise(api.deps.db, partner.partnerId);
      await expect(by(claire.id, 'administrateur', 'AFAS-AUTRE')).rejects.toMatchObject(refused);
      await expect(by('agent', 'agent', 'AFAS-AUTRE')).rejects.toMatchObject(refused);
      await by('admin', 'cafAdmin', `AFAS-${mode}`);
      const sub = { ...group, code: `SOUS-${mode}`, manager, parentId: partner.declarer };
      const admin = { id: 'admin', role: 'cafAdmin' as const, label: 'Essai', ip: null, caf: '93' };
      await people.act(partner.partnerId, sub, admin, api.now);
    }
    await db.document.updateMany({
      where: { partnerId: partner.partnerId, kind: 'CONTRAT' },
      data: { content: { delegationMode: 'DELEGUE' } },
    });
    expect(await db.group.count({ where: { partnerId: partner.partnerId } })).toBe(6);
  });
});

describe('Afas roles (AFAS-4 … AFAS-11, RGT-13)', () => {
  it('AC-39: a third FDA is refused FDA_MAX, a role outside AFAS-DECLARER too; what is missing is told, and blocks nothing', async () => {
    const [anna, bruno, chloe] = await Promise.all([
      partner.declarant('Anna', 'Un'),
      partner.declarant('Bruno', 'Deux'),
      partner.declarant('Chloé', 'Trois'),
    ]);
    const outside = await partner.person('Denis', 'Dehors');
    const first = await give(partner.claire, anna, 'FDA');
    expect(first).toMatchObject({ status: 201, body: { state: 'ACTIF', role: 'FDA', user: { name: 'Anna Un' } } });
    expect(first.body.warnings.map((one: { message: string }) => one.message)).toEqual([
      "1 fournisseur de données d'activité (FDA) sur 2 : le profil est incomplet.",
      '0 fournisseur de données financières (FDF) sur 2 : le profil est incomplet.',
      '0 approbateur sur 1 : le profil est incomplet.',
    ]);
    expect(await give(partner.claire, anna, 'FDA')).toMatchObject({ status: 409, body: { code: 'DEJA_FAIT' } });
    expect((await give(partner.claire, bruno, 'FDA')).status).toBe(201);
    expect(await give(partner.claire, chloe, 'FDA')).toMatchObject({
      status: 409,
      body: { code: 'FDA_MAX', rule: 'AFAS-6' },
    });
    expect(await give(partner.claire, outside, 'FDF')).toMatchObject({
      status: 409,
      body: { code: 'HORS_AFAS_DECLARER', rule: 'AFAS-7' },
    });
    const both = await give(partner.claire, anna, 'FDF');
    expect(both.status).toBe(201);
    expect(both.body.warnings.find((one: { code: string }) => one.code === 'PLUSIEURS_ROLES')).toMatchObject({
      userId: anna,
    });
    expect((await give(partner.claire, bruno, 'FDF')).status).toBe(201);
    expect(await give(partner.claire, chloe, 'FDF')).toMatchObject({ status: 409, body: { code: 'FDF_MAX' } });
    const shown = await list(partner.claire);
    expect(shown.complete).toBe(false);
    expect(shown.declarants.map((one: { name: string }) => one.name)).toEqual(['Bruno Deux', 'Chloé Trois', 'Anna Un']);
  });

  it('end by hand, with the membership, and with the account; the journal says why (AFAS-7, AFAS-10)', async () => {
    const { items } = await list(partner.claire);
    const of = (name: string, role: string) =>
      items.find((one: { user: { name: string }; role: string }) => one.user.name === name && one.role === role);
    const fdf = of('Anna Un', 'FDF');
    expect((await api.call('DELETE', `${path()}/${fdf.id}`, { token: partner.claire })).status).toBe(204);
    expect(await api.call('DELETE', `${path()}/${fdf.id}`, { token: partner.claire })).toMatchObject({
      status: 409,
      body: { code: 'ETAT_INCOMPATIBLE' },
    });
    expect(await openOnes(partner.claire)).toEqual(['FDA Anna Un', 'FDA Bruno Deux', 'FDF Bruno Deux']);

    const bruno = of('Bruno Deux', 'FDA').user.id;
    await api.call('PATCH', `/users/${bruno}`, { token: partner.claire, body: { closesOn: '2026-03-10' } });
    expect(await openOnes(partner.claire)).toEqual(['FDA Anna Un']);

    const anna = of('Anna Un', 'FDA').user.id;
    const { id: userId } = await api.deps.db.user.findFirstOrThrow({
      where: { partnerId: partner.partnerId, administrateurSince: { not: null } },
    });
    const claire = { id: userId, role: 'administrateur' as const, label: 'Claire', ip: null, caf: null };
    await api.deps.people.act(
      partner.partnerId,
      { type: 'removeMember', groupId: partner.declarer, userId: anna },
      claire,
      api.now,
    );
    expect(await openOnes(partner.claire)).toEqual([]);
    const lines = await api.deps.db.auditLine.findMany({
      where: { action: 'afas.end' },
      select: { entityId: true, rule: true, label: true },
      orderBy: { id: 'asc' },
    });
    expect(lines.map((line) => [line.entityId, line.rule])).toEqual([
      [anna, 'AFAS-11'],
      [bruno, 'ACC-14'],
      [bruno, 'ACC-14'],
      [anna, 'AFAS-7'],
    ]);
    expect(lines[3]?.label).toContain('plus membre d’AFAS-DECLARER');
  });

  it('end with the group: nobody is a declarant any more', async () => {
    const eve = await partner.declarant('Ève', 'Groupe');
    expect((await give(partner.claire, eve, 'FDA')).status).toBe(201);
    // closed with the group it stands under
    const { id: above } = await api.deps.db.group.findFirstOrThrow({ where: { code: 'AFAS-DELEGUE' } });
    await api.deps.db.group.update({ where: { id: partner.declarer }, data: { parentId: above } });
    await partner.byCaf({ type: 'closeGroup', groupId: above, reason: 'Refonte' });
    expect(await api.deps.db.membership.count({ where: { groupId: partner.declarer, until: null } })).toBe(0);
    expect(await openOnes(partner.claire)).toEqual([]);
  });
});

describe('who configures them (RGT-13, ACT-7)', () => {
  it('a member of AFAS-HABILITER makes declarants and gives roles; a plain user and the Caf do not', async () => {
    const fresh = await startApi();
    const here = await afasPartner(fresh);
    const [helene, plain] = [await here.person('Hélène', 'Habilite'), await here.person('Ugo', 'Simple')];
    const claire = await fresh.deps.db.user.findFirstOrThrow({
      where: { partnerId: here.partnerId, administrateurSince: { not: null } },
    });
    await fresh.deps.people.act(
      here.partnerId,
      { type: 'addMember', groupId: here.habiliter, userId: helene },
      { id: claire.id, role: 'administrateur', label: 'Claire', ip: null, caf: null },
      fresh.now,
    );
    const profiles = `/partners/${here.partnerId}/afas/profiles`;
    const users = `/partners/${here.partnerId}/users`;
    const token = await here.token(helene);
    const person = { firstName: 'Inès', lastName: 'Caron', email: 'ines.caron@peupliers.example' };
    const made = await fresh.call('POST', users, { token, body: { ...person, groupIds: [here.declarer] } });
    expect(made.status).toBe(201);
    const other = { ...person, email: 'ines.caron2@peupliers.example' };
    expect((await fresh.call('POST', users, { token, body: other })).body.code).toBe('GROUPE_REQUIS');
    for (const groupIds of [[here.habiliter], [here.declarer, here.habiliter]])
      expect(await fresh.call('POST', users, { token, body: { ...other, groupIds } })).toMatchObject({
        status: 403,
        body: { code: 'ACTION_NON_PERMISE' },
      });
    const body = { userId: made.body.id, role: 'FDA' };
    expect((await fresh.call('POST', profiles, { token, body })).status).toBe(201);
    expect((await fresh.call('GET', profiles, { token })).body.declarants).toEqual([
      { id: made.body.id, name: 'Inès Caron' },
    ]);

    // AFAS-3: what the three steps need is there to be read, and nothing else (RGT-10)
    const read = async (path: string) => (await fresh.call('GET', path, { token })).body;
    const { rights } = await read('/me');
    expect(rights).toEqual(expect.arrayContaining(['users.read', 'users.create', 'members.edit', 'afas.configure']));
    expect(rights).not.toContain('accounts.edit');
    const codes = (await read(`/partners/${here.partnerId}/groups`)).items.map((one: { code: string }) => one.code);
    expect(codes).toEqual(['AFAS-DECLARER']);
    const names = (await read(users)).items.map((one: { firstName: string }) => one.firstName);
    expect(names).toEqual(['Inès', 'Hélène']); // the declarant, and oneself
    expect(await read(`/groups/${here.declarer}`)).toMatchObject({ actions: ['editMembers'] });
    expect((await read(`/groups/${here.declarer}/members`)).items).toMatchObject([{ id: made.body.id }]);
    expect(await read(`/users/${made.body.id}`)).toMatchObject({ firstName: 'Inès', actions: [] });
    for (const path of [`/groups/${here.habiliter}`, `/groups/${here.habiliter}/members`, `/users/${claire.id}`])
      expect([path, (await fresh.call('GET', path, { token })).status]).toEqual([path, 403]);

    const ugo = await here.token(plain);
    for (const asked of [
      await fresh.call('POST', profiles, { token: ugo, body }),
      await fresh.call('GET', profiles, { token: ugo }),
      await fresh.call('GET', users, { token: ugo }),
      await fresh.call('GET', `/partners/${here.partnerId}/groups`, { token: ugo }),
      await fresh.call('POST', profiles, { token: await fresh.as('admin93'), body }),
    ])
      expect(asked.status).toBe(403);
    expect((await fresh.call('GET', profiles, { token: await fresh.as('agent93') })).status).toBe(200);
    expect((await fresh.call('GET', profiles, { token: await fresh.as('agent75') })).status).toBe(404);
    await fresh.stop();
  });
});
