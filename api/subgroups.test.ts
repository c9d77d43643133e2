import { beforeAll, describe, expect, it } from '@jest/globals';
import { openSession } from '../adapters/identity/sessions.ts';
import { createPeople } from '../adapters/store/people/people.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { api, claire, openPeupliers, partnerId } from '../test/peupliers.ts';

/** a gestionnaire, once the first test has made a group of his */
let omar: { id: string; token: string };
openPeupliers();
beforeAll(async () => {
  const person = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };
  omar = await entered((await post(`/partners/${partnerId}/users`, person)).body.id);
});

const post = (path: string, body: object, token = claire) => api.call('POST', path, { token, body });
const create = (code: string, over: object = {}, token = claire) =>
  post(
    `/partners/${partnerId}/groups`,
    { service: 'CDAP', code, label: 'T2 Crèches', managerId: omar.id, ...over },
    token,
  );
const close = (id: string, token = claire) => post(`/groups/${id}/close`, { reason: 'Regroupement' }, token);
const get = async (path: string, token = claire) => (await api.call('GET', path, { token })).body;
const codes = async (query = '', token = claire) =>
  (await get(`/partners/${partnerId}/groups${query}`, token)).items.map((one: { code: string }) => one.code);

async function entered(id: string): Promise<{ id: string; token: string }> {
  await api.deps.db.user.update({ where: { id }, data: { passwordHash: 'x' } });
  const { token } = await openSession(api.deps.db, id, { at: api.now, ip: null, userAgent: null });
  return { id, token };
}

/** What this platform's switch `subgroupByResponsable` opens, for the calls of `work`. */
async function withSwitch(work: () => Promise<void>): Promise<void> {
  const { people, db, seal, mailboxOf } = api.deps;
  const policy = { ...DEFAULT_POLICY, subgroupByResponsable: true };
  api.deps.people = createPeople(db, { policy, seal, mailboxOf });
  try {
    await work();
  } finally {
    api.deps.people = people;
  }
}

describe('subgroups (RGT-4, RGT-5, GRP-7, GRP-20)', () => {
  it('stand under a group of the same organisme and service that is open', async () => {
    const parent = (await create('T2CR')).body.id;
    const made = await create('T2CR-SUD', { parentId: parent });
    expect(made).toMatchObject({ status: 201, body: { parentId: parent, parent: { code: 'T2CR' } } });
    expect(await create('MON', { service: 'ESAT', label: 'Moniteurs', parentId: parent })).toMatchObject({
      status: 422,
      body: { code: 'PARENT_AUTRE_SERVICE', errors: [{ path: 'parentId', rule: 'RGT-4' }] },
    });
    const closed = (await create('T2FIN')).body.id;
    await close(closed);
    expect(await create('T2Z', { parentId: closed })).toMatchObject({
      status: 409,
      body: { code: 'ETAT_INCOMPATIBLE' },
    });
    expect((await create('T2Z', { parentId: 'nowhere' })).status).toBe(404);
    // S5: another organisme's group is not there
    const other = await api.deps.db.partner.findFirstOrThrow({ where: { id: partnerId } });
    await api.deps.db.partner.create({ data: { ...other, id: 'other', siret: '99992546400011', siren: '999925464' } });
    await api.deps.db.group.update({ where: { id: closed }, data: { partnerId: 'other', closedAt: null } });
    expect((await create('T2Z', { parentId: closed })).status).toBe(404);
    await api.deps.db.group.update({ where: { id: closed }, data: { partnerId, closedAt: api.now } });
  });

  it('are listed after the group above them, page by page, and under it alone', async () => {
    await create('T2A');
    await create('T2CR-X'); // sorts between T2CR and its subgroups by code alone
    const deep = await create('DEEP', { parentId: (await only('T2CR-SUD')).id });
    expect(deep.status).toBe(201);
    const whole = ['T2A', 'T2CR', 'T2CR-SUD', 'DEEP', 'T2CR-X'];
    expect(await codes()).toEqual(whole);
    expect(await codes(`?parentId=${(await only('T2CR')).id}`)).toEqual(['T2CR-SUD']);
    expect(await walked('code')).toEqual(whole);
    for (const column of ['code', 'label', 'service', 'role', 'manager']) {
      const forth = await walked(column);
      expect(forth.toSorted()).toEqual(whole.toSorted());
      expect(await walked(`-${column}`)).toEqual(forth.toReversed());
    }
  });

  /** Codes in an order, two to a page. */
  async function walked(sort: string): Promise<string[]> {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await get(
        `/partners/${partnerId}/groups?limit=2&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map((one: { code: string }) => one.code));
      cursor = page.nextCursor;
    }
    return seen;
  }

  it('are the charge of who manages the group above, at any depth; who manages the subgroup has only that', async () => {
    const lea = await entered(
      (
        await post(`/partners/${partnerId}/users`, {
          firstName: 'Léa',
          lastName: 'Morin',
          email: 'lea.morin@peupliers.example',
        })
      ).body.id,
    );
    const sub = await only('T2CR-SUD');
    const deep = await only('DEEP');
    const managed = (id: string) =>
      api.call('PUT', `/groups/${id}/manager`, { token: claire, body: { managerId: lea.id } });
    expect([(await managed(sub.id)).status, (await managed(deep.id)).status]).toEqual([200, 200]);
    expect(await codes('', omar.token)).toContain('DEEP');
    expect(await codes('', lea.token)).toEqual(['T2CR-SUD', 'DEEP']);
    const above = (await only('T2CR')).id;
    await post(`/groups/${deep.id}/members`, { userId: lea.id });
    const people = async (token: string) => (await get(`/partners/${partnerId}/users`, token)).items.length;
    expect([await people(omar.token), await people(lea.token)]).toEqual([2, 1]);
    expect((await api.call('GET', `/groups/${above}`, { token: lea.token })).status).toBe(403);
  });

  it('RGT-4, RGT-5: are made, closed and given to others by who manages the group above, with the switch only (CON-06, CON-07)', async () => {
    const lea = await entered((await api.deps.db.user.findFirstOrThrow({ where: { firstName: 'Léa' } })).id);
    const [parent, sub] = [await only('T2CR'), await only('T2CR-SUD')];
    const foreign = (await create('T9MAJ', { label: 'T9 Majeurs', managerId: lea.id })).body.id;
    const refused = { status: 403, body: { code: 'ACTION_NON_PERMISE' } };
    expect(await create('T2N', { parentId: parent.id }, omar.token)).toMatchObject(refused);
    expect((await get(`/groups/${parent.id}`, omar.token)).actions).toEqual(['editMembers']);
    await withSwitch(async () => {
      expect((await get(`/groups/${parent.id}`, omar.token)).actions).toEqual(['editMembers', 'createSubgroup']);
      expect(await create('T2N', { parentId: parent.id }, omar.token)).toMatchObject({ status: 201 });
      // managing some group opens nothing under another's
      expect(await create('T9N', { label: 'T9 N', parentId: foreign }, omar.token)).toMatchObject(refused);
      expect(await create('T2O', {}, omar.token)).toMatchObject(refused);
      const put = (id: string, token: string) =>
        api.call('PUT', `/groups/${id}/manager`, { token, body: { managerId: omar.id } });
      // the subgroup's own gestionnaire neither closes it nor hands it on
      expect((await get(`/groups/${sub.id}`, lea.token)).actions).toEqual(['editMembers', 'createSubgroup']);
      expect([(await put(sub.id, lea.token)).status, (await close(sub.id, lea.token)).status]).toEqual([403, 403]);
      expect([(await put(parent.id, omar.token)).status, (await close(parent.id, omar.token)).status]).toEqual([
        403, 403,
      ]);
      expect((await put(sub.id, omar.token)).status).toBe(200);
      expect((await close((await only('T2N')).id, omar.token)).status).toBe(200);
    });
  });

  it('GRP-20: close with the group above them, whatever their depth, and their members leave', async () => {
    const deep = await only('DEEP');
    expect(await api.deps.db.membership.count({ where: { groupId: deep.id, until: null } })).toBe(1);
    expect((await close((await only('T2CR')).id)).status).toBe(200);
    expect(await codes()).toEqual(['T2A', 'T2CR-X', 'T9MAJ']);
    expect(await api.deps.db.membership.count({ where: { groupId: deep.id, until: null } })).toBe(0);
    expect(await codes('?closed=true')).toEqual(['T2A', 'T2CR', 'T2CR-SUD', 'DEEP', 'T2N', 'T2CR-X', 'T2FIN', 'T9MAJ']);
  });
});

const only = (code: string) => api.deps.db.group.findFirstOrThrow({ where: { code, partnerId } });
