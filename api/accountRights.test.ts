import { beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { PASSWORD } from '../test/api.ts';
import { api, claire, openPeupliers, partnerId } from '../test/peupliers.ts';

let passwordHash: string;
openPeupliers();
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
});

let count = 0;
/** Someone of the partner who has signed in. */
async function person(groupIds: readonly string[] = []): Promise<{ id: string; token: string }> {
  const lastName = `Durand${'abcdefghijklmnop'[count++]}`;
  const email = `jean.${lastName.toLowerCase()}@peupliers.example`;
  const body = { firstName: 'Jean', lastName, email, groupIds };
  const { id, login } = (await api.call('POST', `/partners/${partnerId}/users`, { token: claire, body })).body;
  await api.deps.db.temporarySecret.updateMany({ where: { userId: id }, data: { voidedAt: api.now } });
  await api.deps.db.user.update({ where: { id }, data: { passwordHash } });
  return { id, token: (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token };
}
const group = async (code: string, managerId: string): Promise<string> =>
  (
    await api.call('POST', `/partners/${partnerId}/groups`, {
      token: claire,
      body: { service: 'ESAT', code, label: code, managerId },
    })
  ).body.id;
const patch = (userId: string, token: string, body: object) => api.call('PATCH', `/users/${userId}`, { token, body });
const managerOf = async (groupId: string) =>
  (await api.call('GET', `/groups/${groupId}`, { token: claire })).body.manager?.id ?? null;

describe('one’s own account (RGT-12)', () => {
  it('people change how they are reached; what a profile asks, whoever manages the account by RGT-9: the administrateur, in mode délégué', async () => {
    const { id: claireId } = (await api.call('GET', '/me', { token: claire })).body.user;
    const profile = { titre: 'JUGEMENT', numeroInstructeur: '093A12345' };
    expect((await api.call('GET', `/users/${claireId}`, { token: claire })).body.actions).toEqual([
      'edit',
      'changeAddress',
    ]);
    expect((await patch(claireId, claire, profile)).body).toMatchObject({ titre: 'JUGEMENT' });
    const plain = await person();
    expect((await patch(plain.id, plain.token, { phone: '01 48 00 00 09' })).status).toBe(200);
    expect(await patch(plain.id, plain.token, profile)).toMatchObject({
      status: 403,
      body: { code: 'ACTION_NON_PERMISE', rule: 'RGT-12', errors: [{ path: 'numeroInstructeur' }, { path: 'titre' }] },
    });
  });
});

describe('accounts once the convention is closed (ACC-14, ACC-16, CONV-13)', () => {
  it('are closed, corrected and reactivated by either side, a gestionnaire’s too; none is made', async () => {
    const leaver = await person();
    const managed = await group('GX', leaver.id);
    const agent = await api.as('agent93');
    const documents = { where: { partnerId, kind: { in: ['CONVENTION', 'CONTRAT', 'BULLETIN'] } } };
    await api.deps.db.document.updateMany({ ...documents, data: { state: 'CLOS' } });
    for (const token of [claire, agent]) {
      expect((await api.call('GET', `/users/${leaver.id}`, { token })).body.actions).toEqual(['edit', 'changeAddress']);
      expect((await patch(leaver.id, token, { firstName: 'Jeanne' })).status).toBe(200);
      expect(await patch(leaver.id, token, { closesOn: '2026-03-10', withoutManager: true })).toMatchObject({
        status: 200,
        body: { state: 'CLOS' },
      });
      expect((await api.call('POST', `/users/${leaver.id}/reactivate`, { token })).body.closesOn).toBeNull();
      const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
      expect((await api.call('POST', `/partners/${partnerId}/users`, { token, body: zoe })).status).toBe(403);
    }
    expect(await managerOf(managed)).toBeNull();
    await api.deps.db.document.updateMany({ ...documents, data: { state: 'ACTIF' } });
  });
});

describe('a gestionnaire and the account of another one (RGT-5, CON-07, GRP-7)', () => {
  it('gets no group by closing it, leaves none without gestionnaire, and does not enter it', async () => {
    const first = await person();
    const second = await person();
    const ga = await group('GA', first.id);
    const gb = await group('GB', second.id);
    const added = { token: first.token, body: { userId: second.id } };
    expect((await api.call('POST', `/groups/${ga}/members`, added)).status).toBe(200);
    const refused = { status: 403, body: { code: 'ACTION_NON_PERMISE' } };
    const closesOn = '2026-03-10';
    const appoint = { token: first.token, body: { managerId: first.id } };
    expect(await api.call('PUT', `/groups/${gb}/manager`, appoint)).toMatchObject(refused);
    expect(await patch(second.id, first.token, { closesOn, replacementId: first.id })).toMatchObject(refused);
    expect(await patch(second.id, first.token, { closesOn, withoutManager: true })).toMatchObject(refused);
    // another address, then « Mot de passe oublié », would put him in charge of GB (ACC-8)
    const email = 'jean.duranda2@peupliers.example';
    expect(await patch(second.id, first.token, { email, confirmed: true })).toMatchObject(refused);
    expect((await api.call('GET', `/users/${second.id}`, { token: first.token })).body.actions).toEqual([]);
    expect(await managerOf(gb)).toBe(second.id);
    expect((await patch(second.id, claire, { closesOn, replacementId: first.id })).status).toBe(200);
    expect(await managerOf(gb)).toBe(first.id);
  });

  it('leaves the own groups without gestionnaire, and does not name who takes them over', async () => {
    const leaver = await person();
    const other = await person();
    const own = await group('GC', leaver.id);
    const added = { token: leaver.token, body: { userId: leaver.id } };
    expect((await api.call('POST', `/groups/${own}/members`, added)).status).toBe(200);
    const closesOn = '2026-03-10';
    expect(await patch(leaver.id, leaver.token, { closesOn, replacementId: other.id })).toMatchObject({
      status: 403,
      body: { code: 'ACTION_NON_PERMISE', rule: 'RGT-5' },
    });
    expect((await patch(leaver.id, leaver.token, { closesOn, withoutManager: true })).status).toBe(200);
    expect(await managerOf(own)).toBeNull();
  });
});

describe('a gestionnaire and the account of somebody who is also in other groups (RGT-7, RGT-9, ACC-8)', () => {
  it('changes everything but the address, by which he could enter it; the administrateur and the person change that', async () => {
    const manager = await person();
    const colleague = await person();
    const own = await group('GD', manager.id);
    const foreign = await group('GE', (await person()).id);
    const join = (groupId: string, token = claire) =>
      api.call('POST', `/groups/${groupId}/members`, { token, body: { userId: colleague.id } });
    const actions = async (token: string) => (await api.call('GET', `/users/${colleague.id}`, { token })).body.actions;
    const { email: former } = await api.deps.db.user.findUniqueOrThrow({ where: { id: colleague.id } });
    let count = 0;
    const move = (token: string) => patch(colleague.id, token, { email: `${++count}.${former}`, confirmed: true });
    await join(foreign);
    expect((await join(own, manager.token)).status).toBe(200);
    expect(await actions(manager.token)).toEqual(['edit']);
    expect(await move(manager.token)).toMatchObject({
      status: 403,
      body: {
        code: 'ACTION_NON_PERMISE',
        rule: 'RGT-9',
        detail: expect.stringContaining("l'administrateur de l'organisme"),
      },
    });
    // nothing was sent and nothing has changed; the same address is no change
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-60', recipient: former } })).toBe(0);
    expect((await patch(colleague.id, manager.token, { phone: '0148000009', email: former })).status).toBe(200);

    expect([await actions(claire), (await move(claire)).status]).toEqual([['edit', 'changeAddress'], 200]);
    await api.call('DELETE', `/groups/${foreign}/members/${colleague.id}`, { token: claire });
    expect(await actions(manager.token)).toEqual(['edit', 'changeAddress']);
    expect((await move(manager.token)).status).toBe(200);
  });
});
