import { describe, expect, it } from '@jest/globals';
import { api, claire, openPeupliers, partnerId } from '../test/peupliers.ts';

openPeupliers();

const TODAY = '2026-03-10';
const LATER = '2026-09-15';

async function made(firstName: string): Promise<{ id: string; email: string }> {
  const email = `${firstName.toLowerCase()}.ferrand@peupliers.example`;
  const body = { firstName, lastName: 'Ferrand', email };
  const { body: user } = await api.call('POST', `/partners/${partnerId}/users`, { token: claire, body });
  return { id: user.id, email };
}
const close = (id: string, closesOn: string) =>
  api.call('PATCH', `/users/${id}`, { token: claire, body: { closesOn, withoutManager: true } });
const mailsOf = (template: string, to: string) => api.deps.db.mail.count({ where: { template, recipient: to } });
const lines = (action: string, entityId: string) => api.deps.db.auditLine.count({ where: { action, entityId } });

/** The date is planned and its process waits. */
async function planned(id: string): Promise<string> {
  expect((await close(id, LATER)).status).toBe(200);
  const process = `account-closure-${id}`;
  await api.deps.commands.start({ type: 'accountClosure', processId: process });
  return process;
}

describe('an account is closed once (ACC-17, R2)', () => {
  it('by hand while a date is planned: the planned closure finds it done', async () => {
    const { id, email } = await made('Nadia');
    const process = await planned(id);
    expect(await close(id, TODAY)).toMatchObject({ status: 200, body: { state: 'CLOS' } });
    await api.sweep(process);
    expect(await api.deps.db.process.findUniqueOrThrow({ where: { id: process } })).toMatchObject({ state: 'CLOS' });
    expect([await mailsOf('MAIL-34', email), await lines('user.close', id)]).toEqual([1, 1]);
  });

  it('who made it is told as well, closed and reactivated, unless gone (MAIL-34)', async () => {
    const { id } = await made('Lina');
    const told = async () =>
      (
        await api.deps.db.mail.findMany({
          where: { template: 'MAIL-34', params: { path: ['link', 'path'], equals: `/comptes/${id}` } },
          orderBy: { createdAt: 'asc' },
        })
      ).map(({ recipient, params }) => [recipient, (params as { closed: boolean }).closed]);
    await close(id, TODAY);
    const { email } = await api.deps.db.user.findUniqueOrThrow({ where: { login: 'mcp00000093' } });
    expect(await told()).toEqual([[email, true]]);
    api.now = new Date(api.now.getTime() + 1_000);
    await api.call('POST', `/users/${id}/reactivate`, { token: claire });
    expect(await told()).toEqual([
      [email, true],
      [email, false],
    ]);
    const gone = await made('Paul');
    await close(gone.id, TODAY);
    await api.deps.db.user.update({ where: { id }, data: { createdBy: gone.id } });
    await close(id, TODAY);
    expect(await told()).toHaveLength(2);
  });

  it('reactivated, it can be closed again, on its date too', async () => {
    const { id, email } = await made('Omar');
    await close(id, TODAY);
    expect((await api.call('POST', `/users/${id}/reactivate`, { token: claire })).status).toBe(200);
    const process = await planned(id);
    const before = api.now;
    api.now = new Date(`${LATER}T08:00:00Z`);
    await api.tick(process);
    api.now = before;
    expect(await lines('user.close', id)).toBe(2);
    expect(await mailsOf('MAIL-34', email)).toBe(3);
  });

  it('the only administrateur: the Caf is told once', async () => {
    const { id } = await api.deps.db.user.findUniqueOrThrow({ where: { login: 'mcp00000093' } });
    const process = await planned(id);
    expect(await close(id, TODAY)).toMatchObject({ status: 200 });
    await api.sweep(process);
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-61' } })).toBe(1);
  });
});
