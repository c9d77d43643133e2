import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportRefusal } from '../adapters/mailRefusal.ts';
import { claimMails, markData, settleMail } from '../adapters/outbox.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let partnerId: string;
let claire: string;
beforeAll(async () => {
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
}, 60_000);
afterAll(() => api.stop());

/** An account just made, its process begun. */
async function made(firstName: string): Promise<{ id: string; login: string; email: string; process: string }> {
  const email = `${firstName.toLowerCase()}.ferrand@peupliers.example`;
  const { body } = await api.call('POST', `/partners/${partnerId}/users`, {
    token: claire,
    body: { firstName, lastName: 'Ferrand', email },
  });
  const process = `user-onboarding-${body.id}`;
  await api.deps.commands.start({ type: 'userOnboarding', processId: process });
  return { id: body.id, login: body.login, email, process };
}

const correct = (id: string, email: string) =>
  api.call('PATCH', `/users/${id}`, { token: claire, body: { email, confirmed: true } });
const forgotten = (login: string) => api.call('POST', '/auth/forgot-password', { body: { login } });
const stateOf = async (id: string) => (await api.call('GET', `/users/${id}`, { token: claire })).body.state;
const mailsTo = async (recipient: string) =>
  (await api.deps.db.mail.findMany({ where: { recipient }, orderBy: [{ createdAt: 'asc' }, { template: 'asc' }] })).map(
    ({ template, state }) => [template, state],
  );

/** The dispatcher holds what is due, and it has begun to leave. */
async function claimed() {
  const held = await claimMails(api.deps.db, 100, api.now);
  for (const mail of held) await markData(api.deps.db, mail, 'test', api.now);
  return held;
}
/** The relay refuses for good what the dispatcher held for this address. */
async function refuse(held: Awaited<ReturnType<typeof claimed>>, recipient: string): Promise<void> {
  const refused = { kind: 'refused', responseCode: 550, reason: 'réponse 550' } as const;
  const none = { failed: reportRefusal, doubted: async () => {}, secretTaken: async () => {} };
  for (const mail of held.filter((one) => one.recipient === recipient)) {
    await settleMail(api.deps.db, mail, refused, api.now, none);
    if (mail.processId !== null) await api.sweep(mail.processId);
  }
}

describe('a mail refused for good (ACC-22)', () => {
  it('what was on its way to a wrong address leaves no more once the address is corrected, the identifiant neither', async () => {
    const { id, email } = await made('Nadia');
    const right = 'n.ferrand@peupliers.example';
    expect(await correct(id, right)).toMatchObject({ status: 200, body: { state: 'CREE' } });
    expect(await mailsTo(email)).toEqual([
      ['MAIL-1', 'ANNULE'],
      ['MAIL-2', 'ANNULE'],
      ['MAIL-60', 'A_ENVOYER'],
    ]);
    expect(await mailsTo(right)).toEqual([
      ['MAIL-1', 'A_ENVOYER'],
      ['MAIL-2', 'A_ENVOYER'],
    ]);
  });

  it('the late refusal of an identifiant to the former address leaves the new password good (ACC-11)', async () => {
    const { id, email } = await made('Omar');
    const held = await claimed();
    await correct(id, 'o.ferrand@peupliers.example');
    await api.mailedPassword(id);
    await refuse(held, email);
    expect(await stateOf(id)).toBe('ATTENTE_PREMIERE_CONNEXION');
    expect(await api.deps.db.temporarySecret.count({ where: { userId: id, voidedAt: null } })).toBe(1);
  });

  it('the refusal of the password in force still makes the account ENVOI_ECHOUE and tells its creator (MAIL-33)', async () => {
    const { id, email } = await made('Remi');
    await refuse(await claimed(), email);
    expect(await stateOf(id)).toBe('ENVOI_ECHOUE');
    const told = await api.deps.db.mail.findMany({ where: { template: 'MAIL-33' } });
    expect(told.map((mail) => mail.params)).toMatchObject([{ link: { path: `/comptes/${id}` } }]);
    expect(await api.deps.db.temporarySecret.count({ where: { userId: id, voidedAt: null } })).toBe(0);
  });

  it('the refusal of a former MAIL-3 leaves the one that replaced it (ACC-11)', async () => {
    const { id, login, email } = await made('Lina');
    await api.mailedPassword(id);
    await forgotten(login);
    const held = (await claimed()).filter((mail) => mail.template === 'MAIL-3');
    await forgotten(login);
    await api.mailedPassword(id);
    await refuse(held, email);
    expect(await stateOf(id)).toBe('ATTENTE_PREMIERE_CONNEXION');
  });
});
