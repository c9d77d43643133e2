import { beforeAll, describe, expect, it } from '@jest/globals';
import { headSigner } from '../adapters/store/audit/head.ts';
import { sealNext } from '../adapters/store/audit/seal.ts';
import { verifyAudit } from '../adapters/store/audit/verify.ts';
import {
  addMember,
  api,
  claire,
  claireId,
  createGroup,
  createUser,
  nadia,
  openPeupliers,
  partnerId,
} from '../test/peupliers.ts';

const signer = headSigner([{ id: 'k', key: Buffer.alloc(32, 7) }]);
const WHO = /ferrand|nadia|peupliers\.example|\+33148/i;
let userId: string;
let admin: string;
openPeupliers();
beforeAll(async () => {
  admin = await api.as('admin93');
  userId = (await createUser(nadia)).body.id;
  const changes = { email: 'nadia.martin@peupliers.example', phone: '+33148000000' };
  const edited = await api.call('PATCH', `/users/${userId}`, { token: claire, body: changes });
  expect(edited).toMatchObject({ status: 200 });
});
const stored = async () =>
  (await api.deps.db.$queryRaw`SELECT to_jsonb(l) AS line FROM audit_line l ORDER BY id`) as {
    line: Record<string, unknown>;
  }[];
const read = async (query: string, token = admin) =>
  (await api.call('GET', `/audit?limit=100&${query}`, { token })).body.items as {
    action: string;
    before: Fields;
    after: Fields;
  }[];
type Fields = { personal?: Record<string, unknown> } & Record<string, unknown>;

describe('the journal of what is changed of people (S6)', () => {
  it('keeps before and after, sealed where it tells who somebody is', async () => {
    const lines = (await stored()).filter(({ line }) => line.entity_id === userId);
    expect(lines.length).toBeGreaterThan(1);
    for (const { line } of lines) expect([line.action, JSON.stringify(line).match(WHO)]).toEqual([line.action, null]);
    const [made, edited] = (await read(`entity=user&entityId=${userId}`)).toReversed();
    expect(made?.after.personal).toMatchObject({ firstName: 'Nadia', lastName: 'Ferrand', email: nadia.email });
    expect(edited?.before.personal).toMatchObject({ email: nadia.email, phone: null });
    expect(edited?.after.personal).toMatchObject({ email: 'nadia.martin@peupliers.example', phone: '+33148000000' });
  });

  it('shows an operator that something was changed, and nobody’s name', async () => {
    const lines = await read(`entity=user&entityId=${userId}`, await api.as('operator'));
    const line = lines.find(({ action }) => action === 'user.edit');
    expect(line?.after.personal).toEqual({ fields: expect.arrayContaining(['email']), sealed: true });
  });

  it('keeps a group, its people and the contact details of an organisme likewise', async () => {
    const group = (await createGroup({ managerId: claireId })).body.id;
    expect((await addMember(group, userId)).status).toBe(200);
    const [made] = (await read(`entity=group&entityId=${group}`)).toReversed();
    expect(made?.after).toMatchObject({ code: 'T2CR', label: 'T2 Service des Crèches' });
    const [joined] = await read(`entity=group&entityId=${group}&action=group.join`);
    expect(Object.values(joined?.after ?? {})).toContainEqual(expect.objectContaining({ userId }));
    const phone = '+33149000000';
    expect((await api.call('PATCH', `/partners/${partnerId}`, { token: admin, body: { phone } })).status).toBe(200);
    const [contact] = await read(`entity=partner&entityId=${partnerId}&action=partner.update`);
    expect(contact?.after.personal).toEqual({ phone });
    const rows = (await stored()).filter(({ line }) => line.action === 'partner.update');
    expect([rows.length, JSON.stringify(rows).includes(phone)]).toEqual([1, false]);
  });

  it('is read no more once the person is erased; lines and hashes stay, and the chain holds', async () => {
    const { db } = api.deps;
    while ((await sealNext(db, signer, api.now)) !== null);
    const before = await stored();
    const start = api.now;
    await db.user.update({ where: { id: userId }, data: { closesOn: '2020-01-01', closedAt: api.now } });
    const begun = await api.call('POST', `/users/${userId}/data-requests`, {
      token: await api.as('agent93'),
      body: { wish: 'EFFACEMENT', asked: 'Courrier du 3 mars' },
    });
    api.now = new Date(begun.body.until);
    await api.tick(begun.body.id);
    api.now = start;
    const [edited] = (await read(`entity=user&entityId=${userId}`)).filter(({ action }) => action === 'user.edit');
    expect(edited?.after.personal).toMatchObject({ erased: true, fields: expect.arrayContaining(['phone']) });
    expect((await stored()).slice(0, before.length)).toEqual(before);
    expect((await verifyAudit(db, signer, { heads: [], checkpoints: [] })).fault).toBeNull();
  });
});
