import { describe, expect, it } from '@jest/globals';
import { reportDoubt, reportRefusal } from '../adapters/mail/mailRefusal.ts';
import { claimMails, concludeMail, markData } from '../adapters/mail/outbox.ts';
import { api, claire, claireAgain, openPeupliers, partnerId } from '../test/peupliers.ts';

openPeupliers();

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

const HOUR_MS = 3_600_000;
const pass = (hours: number) => {
  api.now = new Date(api.now.getTime() + hours * HOUR_MS);
};
const enter = async (login: string, password: string): Promise<string> =>
  (await api.call('POST', '/auth/login', { body: { login, password } })).body.token;
const choose = (token: string) =>
  api.call('POST', '/auth/password', { token, body: { newPassword: 'quatre fleurs sous la pluie' } });
const change = (id: string, body: Record<string, unknown>) =>
  api.call('PATCH', `/users/${id}`, { token: claire, body });

const correct = (id: string, email: string) => change(id, { email, confirmed: true });
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
    await concludeMail(api.deps.db, mail, refused, api.now, none);
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

  it('the administrateurs are told instead of a creator who is gone (REM-6, MAIL-33)', async () => {
    const [gone, { id, email }] = [await made('Gaston'), await made('Sami')];
    await api.deps.db.user.update({ where: { id }, data: { createdBy: gone.id } });
    await change(gone.id, { closesOn: api.now.toISOString().slice(0, 10) });
    await refuse(await claimed(), email);
    const told = await api.deps.db.mail.findMany({
      where: { template: 'MAIL-33', params: { path: ['link', 'path'], equals: `/comptes/${id}` } },
    });
    const administrateur = await api.deps.db.user.findUniqueOrThrow({ where: { login: 'mcp00000093' } });
    expect(told.map((mail) => mail.recipient)).toEqual([administrateur.email]);
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

describe('a mail in doubt (R2)', () => {
  /** Twice cut off after it began to leave. */
  async function cutTwice(process: string): Promise<void> {
    const on = { failed: async () => {}, secretTaken: async () => {}, doubted: reportDoubt };
    const rows = await api.deps.db.mail.findMany({ where: { processId: process, state: 'A_ENVOYER' } });
    await api.deps.db.mail.updateMany({ where: { processId: process }, data: { doubt: true } });
    for (const mail of (await claimed()).filter(({ id }) => rows.some((row) => row.id === id)))
      await concludeMail(api.deps.db, mail, { kind: 'doubt', reason: 'silence' }, api.now, on);
    await api.sweep(process);
  }
  const doubtOf = async (id: string) => (await api.call('GET', `/users/${id}`, { token: claire })).body.mailDoubt;
  const incidentOf = async (id: string) => (await api.deps.db.process.findUniqueOrThrow({ where: { id } })).incident;

  it('of a new account is seen by who looks after it, until the person asks for another password', async () => {
    const { id, login, process } = await made('Farid');
    expect(await doubtOf(id)).toBe(false);
    await cutTwice(process);
    expect([await doubtOf(id), await incidentOf(process)]).toEqual([true, 'ENVOI_INCERTAIN']);
    expect(await api.deps.db.auditLine.count({ where: { action: 'account.mailDoubted', entityId: id } })).toBe(1);
    const list = await api.call('GET', `/partners/${partnerId}/users?q=farid`, { token: claire });
    expect(list.body.items).toMatchObject([{ id, mailDoubt: true }]);
    await api.tick(process);
    expect(await doubtOf(id)).toBe(true);
    await forgotten(login);
    await api.sweep(process);
    expect([await doubtOf(id), await incidentOf(process)]).toEqual([false, null]);
  });
});

describe('nobody but the person can have a password sent again (ACT-3, ACC-8)', () => {
  it('an address changed after the password was sent sends nothing: the person asks by « Mot de passe oublié »', async () => {
    const { id, login, process } = await made('Zoe');
    await api.mailedPassword(id);
    const alias = 'z.ferrand@peupliers.example';
    expect(await correct(id, alias)).toMatchObject({ status: 200, body: { state: 'MDP_TEMPORAIRE_EXPIRE' } });
    expect(await mailsTo(alias)).toEqual([]);
    await api.sweep(process);
    await forgotten(login);
    expect(await mailsTo(alias)).toEqual([['MAIL-3', 'A_ENVOYER']]);
    const asked = await api.deps.db.auditLine.findFirst({ where: { action: 'user.forgotten', entityId: id } });
    expect(asked).toMatchObject({ actorId: 'anonyme', actorRole: 'anonymous', ip: expect.stringMatching(/./) });
  });

  it('nor after it expired; who made the account is told a week later that nobody signed in (REM-6)', async () => {
    const { id, email, process } = await made('Paul');
    await api.mailedPassword(id);
    pass(48);
    await claireAgain();
    await correct(id, 'p.ferrand@peupliers.example');
    expect(await correct(id, email)).toMatchObject({ body: { state: 'MDP_TEMPORAIRE_EXPIRE' } });
    expect(await api.deps.db.temporarySecret.count({ where: { userId: id } })).toBe(1);
    await api.sweep(process);
    pass(6 * 24);
    await api.tick(process);
    const told = { template: 'MAIL-59', params: { path: ['link', 'path'], equals: `/comptes/${id}` } };
    expect(await api.deps.db.mail.count({ where: told })).toBe(0);
    pass(48);
    await api.tick(process);
    expect(await api.deps.db.mail.count({ where: told })).toBe(1);
  });
});

describe('an account without a personal password is followed until it has one', () => {
  const opened = (id: string) =>
    api.deps.db.process.findMany({
      where: { businessKey: id, type: 'userOnboarding', closedAt: null },
      select: { id: true, state: true },
    });
  const mailOf = (processId: string, template: string) =>
    api.deps.db.mail.findMany({ where: { processId, template }, orderBy: { createdAt: 'asc' } });

  it('closed before the first login and reactivated: refusals, reminder and report are of a new process (ACC-16, ACC-22, REM-5, REM-6)', async () => {
    await claireAgain();
    const { id, login, email, process } = await made('Rosa');
    await change(id, { closesOn: api.now.toISOString().slice(0, 10) });
    await api.sweep(process);
    expect(await opened(id)).toEqual([]);
    await api.call('POST', `/users/${id}/reactivate`, { token: claire });
    const again = `${process}-2`;
    expect(await opened(id)).toEqual([{ id: again, state: 'MDP_TEMPORAIRE_EXPIRE' }]);
    await api.deps.commands.start({ type: 'userOnboarding', processId: again });
    await forgotten(login);
    expect(await mailOf(again, 'MAIL-3')).toHaveLength(1);
    await refuse(await claimed(), email);
    expect(await stateOf(id)).toBe('ENVOI_ECHOUE');
    expect(await mailOf(again, 'MAIL-33')).toHaveLength(1);
    await correct(id, 'r.ferrand@peupliers.example');
    expect((await mailOf(again, 'MAIL-2')).map((mail) => mail.recipient)).toEqual(['r.ferrand@peupliers.example']);
    await api.mailedPassword(id);
    await api.sweep(again);
    pass(21);
    await api.tick(again);
    expect(await mailOf(again, 'MAIL-58')).toHaveLength(1);
    pass(9 * 24);
    await api.tick(again);
    expect(await mailOf(again, 'MAIL-59')).toHaveLength(1);
  });

  it('who lost a personal password and whose address is refused, then corrected, is followed again (ACC-22)', async () => {
    await claireAgain();
    const { id, login, email, process } = await made('Ines');
    await choose(await enter(login, await api.mailedPassword(id)));
    await api.sweep(process);
    await forgotten(login);
    await enter(login, await api.mailedPassword(id));
    pass(1); // the choice has lapsed
    await forgotten(login);
    const [follower] = await opened(id);
    expect(follower?.id).toBe(`${process}-2`);
    await api.deps.commands.start({ type: 'userOnboarding', processId: `${process}-2` });
    await refuse(await claimed(), email);
    expect(await stateOf(id)).toBe('ENVOI_ECHOUE');
    await correct(id, 'i.ferrand@peupliers.example');
    expect(await stateOf(id)).toBe('CREE');
    expect((await mailOf(`${process}-2`, 'MAIL-1')).map((mail) => mail.recipient)).toEqual([
      'i.ferrand@peupliers.example',
    ]);
  });

  it('who has a personal password and forgets it is followed by that reset alone (ACC-9, ACC-12)', async () => {
    const { id, login, process } = await made('Alma');
    await choose(await enter(login, await api.mailedPassword(id)));
    await api.sweep(process);
    await forgotten(login);
    expect(await opened(id)).toEqual([]);
    const facts = { path: ['userId'], equals: id };
    expect(await api.deps.db.process.count({ where: { type: 'passwordReset', closedAt: null, facts } })).toBe(1);
  });
});

describe("an account's follow-up is acted on from the account (ACT-3, ACC-17)", () => {
  it('neither cancelled nor reminded as a dossier: refused in words, alone and in a batch, and nothing changed', async () => {
    const { process } = await made('Gaston');
    const agent = await api.as('agent93');
    const find = () => api.deps.db.process.findUniqueOrThrow({ where: { id: process } });
    const before = [await find(), await api.deps.db.mail.count(), await api.deps.db.auditLine.count()];
    const refused = { code: 'ETAT_INCOMPATIBLE', detail: expect.stringContaining('page du compte') };
    const post = (path: string, body?: object) => api.call('POST', `/processes/${path}`, { token: agent, body });
    expect(await post(`${process}/remind`)).toMatchObject({ status: 409, body: { ...refused, rule: 'ACT-3' } });
    expect(await post(`${process}/cancel`, { reason: 'Doublon' })).toMatchObject({ status: 409, body: refused });
    for (const body of [{ action: 'remind' }, { action: 'cancel', reason: 'Doublon' }])
      expect((await post('batch', { ...body, ids: [process] })).body.items).toMatchObject([
        { status: 'refused', code: 'ETAT_INCOMPATIBLE' },
      ]);
    expect([await find(), await api.deps.db.mail.count(), await api.deps.db.auditLine.count()]).toEqual(before);
  });
});
