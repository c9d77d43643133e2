import { describe, expect, it } from '@jest/globals';
import { openSession } from '../adapters/identity/sessions.ts';
import { centralise } from '../test/openPartner.ts';
import { api, claire, nadia, openPeupliers, partnerId } from '../test/peupliers.ts';

openPeupliers();

const create = (token: string, body: Record<string, unknown>) =>
  api.call('POST', `/partners/${partnerId}/users`, { token, body });

describe('accounts of a partner (domain.md §8.2)', () => {
  it('AC-02: an address of the organisme is refused on an account (FMT-12), a doubtful one is confirmed first (FMT-13)', async () => {
    const refused = await create(claire, { ...nadia, email: 'contact@leslutins.example' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'EMAIL_NON_NOMINATIF', errors: [{ path: 'email' }] } });
    const doubtful = { ...nadia, email: 'lilou92@peupliers.example' };
    expect(await create(claire, doubtful)).toMatchObject({ status: 409, body: { code: 'EMAIL_A_CONFIRMER' } });
    expect(await create(claire, { ...doubtful, confirmed: true })).toMatchObject({ status: 201 });
  });

  it('an account starts with its two mails in the outbox, the second after the first, and no secret in clear (ACC-4, ACC-23, FMT-22)', async () => {
    const made = await create(claire, nadia);
    expect(made).toMatchObject({ status: 201, body: { state: 'CREE', administrateur: false, groups: [] } });
    expect(made.body.login).toMatch(/^MCP[0-9A-Z]{8}$/);
    const mails = await api.deps.db.mail.findMany({
      where: { processId: `user-onboarding-${made.body.id}` },
      orderBy: { template: 'asc' },
    });
    expect(mails.map((mail) => [mail.template, mail.recipient, mail.afterId])).toEqual([
      ['MAIL-1', nadia.email, null],
      ['MAIL-2', nadia.email, mails[0]?.id],
    ]);
    const [secret] = await api.deps.db.temporarySecret.findMany({ where: { userId: made.body.id } });
    expect(secret).toMatchObject({ usage: 'INITIAL', expiresAt: null });
    expect(secret?.hash).toMatch(/^\$argon2id\$/);
    expect(await create(claire, nadia)).toMatchObject({
      status: 409,
      body: { code: 'COMPTE_EXISTANT', rule: 'FMT-14' },
    });
  });

  it('tells every fault of a form at once, the address of a service among them (U3, FMT-12)', async () => {
    const form = { ...nadia, email: 'accueil@peupliers.example', phone: '12', numeroInstructeur: 'x' };
    const { body } = await create(claire, form);
    const paths = (answer: { errors: { path: string; rule?: string }[] }) =>
      answer.errors.map(({ path, rule }) => [path, rule]);
    const all = [
      ['phone', 'FMT-16'],
      ['numeroInstructeur', 'FMT-8'],
      ['email', 'FMT-12'],
    ];
    expect(paths(body)).toEqual(all);
    const known = await create(claire, { ...nadia, firstName: 'Inès', email: 'ines.ferrand@peupliers.example' });
    const edited = await api.call('PATCH', `/users/${known.body.id}`, { token: claire, body: form });
    expect(paths(edited.body)).toEqual(all);
  });

  it('Afas is offered to nobody where the organisme has not opened it (RGT-13)', async () => {
    const { rights } = (await api.call('GET', '/me', { token: claire })).body;
    expect(rights).toContain('users.create');
    expect(rights).not.toContain('afas.configure');
  });

  it('the follow-up of an account is no dossier: it is listed only when it is asked for', async () => {
    const token = await api.as('agent93');
    const types = async (query: string) =>
      (await api.call('GET', `/processes${query}`, { token })).body.items.map((one: { type: string }) => one.type);
    expect(await types('')).not.toContain('userOnboarding');
    expect(await types('?type=userOnboarding')).toContain('userOnboarding');
  });

  it('people are found by name, address or identifiant, in their own organisme only (RGT-10, S5)', async () => {
    const list = await api.call('GET', `/partners/${partnerId}/users?q=ferrand`, { token: claire });
    expect(list.body.items.map((one: { email: string }) => one.email)).toContain(nadia.email);
    const { id } = list.body.items[0];
    for (const kind of ['agent75', 'agentCna'] as const) {
      const token = await api.as(kind);
      expect((await api.call('GET', `/users/${id}`, { token })).status).toBe(404);
      expect((await api.call('GET', `/partners/${partnerId}/users`, { token })).status).toBe(404);
      expect((await api.call('PATCH', `/users/${id}`, { token, body: { firstName: 'X' } })).status).toBe(404);
    }
    expect((await api.call('GET', `/users/${id}`, { token: await api.as('agent93') })).status).toBe(200);
  });

  it('a renamed account asks whether its address is still that person’s (ACC-1, FMT-13)', async () => {
    const lucie = { firstName: 'Lucie', lastName: 'Garnier', email: 'lucie.garnier@peupliers.example' };
    const { body: user } = await create(claire, lucie);
    const rename = (body: Record<string, unknown>) => api.call('PATCH', `/users/${user.id}`, { token: claire, body });
    const other = { firstName: 'Paul', lastName: 'Reyne' };
    expect(await rename(other)).toMatchObject({ status: 409, body: { code: 'EMAIL_A_CONFIRMER', rule: 'FMT-13' } });
    expect((await api.call('GET', `/users/${user.id}`, { token: claire })).body.lastName).toBe('Garnier');
    // married, her first name still in the address; what is no name is not asked about
    expect((await rename({ lastName: 'Reyne' })).status).toBe(200);
    expect((await rename({ ...other, confirmed: true })).status).toBe(200);
    expect((await rename({ ...other, phone: '01 48 00 00 01' })).status).toBe(200);
  });

  it('ACC-26: a new address tells the old one, voids what was sent there and ends the sessions; the first mails leave anew (ACC-22)', async () => {
    const lea = { firstName: 'Léa', lastName: 'Morin', email: 'lea.morin@peupliers.example' };
    const { body: user } = await create(claire, lea);
    const { token } = await openSession(api.deps.db, user.id, { at: api.now, ip: null, userAgent: null });
    const email = 'l.morin@peupliers.example';
    const refused = await api.call('PATCH', `/users/${user.id}`, {
      token: claire,
      body: { email: 'accueil@peupliers.example' },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'EMAIL_NON_NOMINATIF' } });
    expect((await api.call('PATCH', `/users/${user.id}`, { token: claire, body: { email } })).body.email).toBe(email);
    const [first, second] = await api.deps.db.temporarySecret.findMany({
      where: { userId: user.id },
      orderBy: { voidedAt: 'asc' },
    });
    expect([first?.voidedAt, first?.ciphertext, second?.voidedAt]).toEqual([api.now, null, null]);
    const mails = await api.deps.db.mail.findMany({ where: { recipient: { in: [lea.email, email] } } });
    expect(mails.map((mail) => [mail.recipient, mail.template, mail.state]).sort()).toEqual([
      [email, 'MAIL-1', 'A_ENVOYER'],
      [email, 'MAIL-2', 'A_ENVOYER'],
      [lea.email, 'MAIL-1', 'ANNULE'],
      [lea.email, 'MAIL-2', 'ANNULE'],
      [lea.email, 'MAIL-60', 'A_ENVOYER'],
    ]);
    const session = await api.deps.db.session.findFirstOrThrow({ where: { userId: user.id } });
    expect([session.revokedAt, token.length]).toEqual([api.now, 43]);
  });

  it('AC-37: closed by date, no session survives, nothing is deleted; reactivated with the same identifiant (ACC-14 … ACC-19)', async () => {
    const { body: user } = await create(claire, {
      ...nadia,
      email: 'omar.bensaid@peupliers.example',
      firstName: 'Omar',
      lastName: 'Bensaïd',
    });
    const closed = await api.call('PATCH', `/users/${user.id}`, { token: claire, body: { closesOn: '2026-03-10' } });
    expect(closed).toMatchObject({ status: 200, body: { state: 'CLOS', closesOn: '2026-03-10' } });
    const [secret] = await api.deps.db.temporarySecret.findMany({ where: { userId: user.id } });
    expect(secret).toMatchObject({ ciphertext: null, voidedAt: api.now });
    expect(await api.call('PATCH', `/users/${user.id}`, { token: claire, body: { firstName: 'X' } })).toMatchObject({
      status: 409,
      body: { code: 'COMPTE_CLOS' },
    });
    const back = await api.call('POST', `/users/${user.id}/reactivate`, { token: claire });
    const journal = await api.deps.db.auditLine.findMany({ where: { entity: 'user', entityId: user.id } });
    const lineOf = (action: string) => journal.find((one) => one.action === action);
    expect(lineOf('user.create')).toMatchObject({ before: null, after: { state: 'CREE', administrateur: false } });
    expect(lineOf('user.reactivate')).toMatchObject({
      before: { closesOn: expect.stringMatching(/^2026-/), administrateur: false },
      after: { closesOn: null, administrateur: false },
    });
    expect(back).toMatchObject({
      status: 200,
      body: { login: user.login, closesOn: null, state: 'MDP_TEMPORAIRE_EXPIRE' },
    });
    const later = await api.call('PATCH', `/users/${user.id}`, { token: claire, body: { closesOn: '2026-09-15' } });
    expect(later).toMatchObject({ status: 200, body: { state: 'MDP_TEMPORAIRE_EXPIRE', closesOn: '2026-09-15' } });
    expect(
      await api.deps.db.process.findFirst({ where: { type: 'accountClosure', businessKey: user.id } }),
    ).toMatchObject({
      state: 'PROGRAMMEE',
    });
  });

  it('a closure says why in the journal, by a code: departure, end of mission, long absence (ACC-14, ACC-15, TIME-10)', async () => {
    const { id } = (
      await create(claire, { firstName: 'Rose', lastName: 'Marchal', email: 'rose.marchal@peupliers.example' })
    ).body;
    const patch = (body: object) => api.call('PATCH', `/users/${id}`, { token: claire, body });
    expect(await patch({ closesOn: '2026-09-15', reason: 'parce que' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'reason' }] },
    });
    expect((await patch({ closesOn: '2026-09-15', reason: 'FIN_DE_MISSION' })).status).toBe(200);
    expect((await patch({ closesOn: '2026-03-10', reason: 'LONGUE_ABSENCE' })).status).toBe(200);
    const lines = await api.deps.db.auditLine.findMany({
      where: { entityId: id, action: { in: ['user.closing', 'user.close'] } },
      orderBy: { id: 'asc' },
    });
    expect(lines.map(({ label, rule, after }) => [label, rule, after])).toEqual([
      [
        'Clôture programmée le 15/09/2026 : fin de mission',
        'ACC-17',
        { closesOn: '2026-09-15', reason: 'FIN_DE_MISSION' },
      ],
      [
        'Compte clos : longue absence',
        'ACC-15',
        expect.objectContaining({ closesOn: '2026-03-10', reason: 'LONGUE_ABSENCE' }),
      ],
    ]);
  });

  it('AC-14: in mode centralisé the partner is refused and the Caf agent may (RGT-17, DEL-1)', async () => {
    const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
    const agent = await api.as('agent93');
    expect(await create(agent, zoe)).toMatchObject({ status: 403, body: { code: 'ACTION_NON_PERMISE' } });
    await centralise(api.deps.db, partnerId);
    expect(await create(claire, zoe)).toMatchObject({ status: 403, body: { code: 'MODE_CENTRALISE', rule: 'RGT-17' } });
    expect(await create(agent, zoe)).toMatchObject({ status: 201 });
  });
});
