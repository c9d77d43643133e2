import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { type Answer, PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let partnerId: string;
let claire: string;
let claireId: string;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  // a partner of one test is nobody else's
  await api.stop();
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
  claireId = (await api.call('GET', '/me', { token: claire })).body.user.id;
});
afterAll(() => api.stop());

const ZOE = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
const path = () => `/partners/${partnerId}/administrators`;
const replace = (body: unknown, token = claire) => api.call('POST', path(), { token, body });
const administrators = async (token = claire) => (await api.call('GET', path(), { token })).body;

/** A person of the organisme who has chosen a password, and their token. */
async function person(firstName: string, lastName: string, administrateur = false) {
  const email = `${firstName}.${lastName}@peupliers.example`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const login = `MCP0${firstName}`.toUpperCase().slice(0, 11).padEnd(11, '0');
  const id = await createUser(
    api.deps.db,
    { login, email, firstName, lastName, roles: [], partnerId, password: null },
    api.now,
  );
  await api.deps.db.user.update({
    where: { id },
    data: { passwordHash: await hashPassword(PASSWORD), administrateurSince: administrateur ? api.now : null },
  });
  const { body } = await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } });
  return { id, token: body.token as string };
}

/** The representative signs by the mailed link and its code. */
async function sign(processId: string): Promise<Answer> {
  const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
  const recipient = linkEmail ?? '';
  const token = api.deps.secrets.linkToken({ kind: 'dossier', linkRef, version: linkVersion, recipient });
  await api.call('POST', `/links/${token}/code`);
  const { params } = await api.deps.db.mail.findFirstOrThrow({ where: { processId, template: 'MAIL-50' } });
  const code = api.deps.secrets.signatureCode(
    (params as { code: { linkRef: string; version: number; nonce: string } }).code,
  );
  return api.call('POST', `/links/${token}`, {
    body: { action: 'sign', name: 'Anne Roy', function: 'Présidente', consent: true, code },
  });
}

async function complete(processId: string, outcome: string, fields: Record<string, unknown> = {}): Promise<Answer> {
  const token = await api.as('agent93');
  const { body } = await api.call('GET', `/tasks?dossier=${processId}&state=OUVERTE`, { token });
  return api.call('POST', `/tasks/${body.items[0].id}/complete`, { token, body: { outcome, ...fields } });
}

const group = (token: string, managerId: string) =>
  api.call('POST', `/partners/${partnerId}/groups`, {
    token,
    body: { service: 'CDAP', code: 'T2ESSAI', label: 'T2 Essai', managerId },
  });

const mailsOf = async (processId: string) =>
  (await api.deps.db.mail.findMany({ where: { processId, template: 'MAIL-31' }, orderBy: { createdAt: 'asc' } })).map(
    ({ recipient, params }) => `${recipient} ${(params as { stage: string }).stage}`,
  );

describe('administrateurs partenaires (ADM-1 … ADM-11)', () => {
  it('AC-27: a third administrateur is refused', async () => {
    await person('Karim', 'Dahan', true);
    const third = await replace({ leavingUserId: null, incoming: ZOE });
    expect(third).toMatchObject({ status: 409, body: { code: 'DEUX_ADMINISTRATEURS_MAX', rule: 'ADM-1' } });
    expect((await administrators()).items).toHaveLength(2);
  });

  it('AC-28: no right before annexe 3 is signed; then the successor has it, the leaver a closing date, two remain', async () => {
    await person('Karim', 'Dahan', true);
    const zoe = await person('Zoé', 'Picard');
    expect(await group(claire, claireId)).toMatchObject({ status: 201 });
    const asked = await replace({ leavingUserId: claireId, incomingUserId: zoe.id, closesOn: '2026-03-20' });
    expect(asked).toMatchObject({ status: 202 });
    const { processId } = asked.body;
    expect(asked.headers.get('location')).toBe(`/api/v1/processes/${processId}`);
    expect((await mailsOf(processId)).sort()).toEqual([
      'agent@caf93.example A_SIGNER',
      expect.stringMatching(/^claire.* A_SIGNER$/),
      'zoe.picard@peupliers.example A_SIGNER',
    ]);
    expect((await administrators()).replacement).toMatchObject({
      state: 'ANNEXE_A_SIGNER',
      incoming: 'Zoé Picard',
      waitingFor: { who: 'PARTENAIRE' },
    });
    expect((await group(zoe.token, zoe.id)).status).toBe(403);

    expect((await sign(processId)).status).toBe(200);
    expect((await group(zoe.token, zoe.id)).status).toBe(403); // the Caf has not signed
    expect((await complete(processId, 'countersign')).status).toBe(200);
    const { items, replacement } = await administrators(zoe.token);
    expect([items.map((one: { name: string }) => one.name).sort(), replacement]).toEqual([
      ['Karim Dahan', 'Zoé Picard'],
      null,
    ]);
    expect(await api.deps.db.user.findUnique({ where: { id: claireId } })).toMatchObject({
      administrateurSince: null,
      closesOn: '2026-03-20',
    });
    expect(
      await api.deps.db.auditLine.findFirst({ where: { entityId: claireId, action: 'user.closing' } }),
    ).toMatchObject({ label: "Clôture programmée le 20/03/2026 : départ de l'organisme" });
    expect((await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: PASSWORD } })).status).toBe(
      200,
    );
    expect((await replace({ leavingUserId: zoe.id, incoming: ZOE })).status).toBe(403); // Claire is a user until she leaves
    const { body } = await api.call('GET', `/partners/${partnerId}/groups`, { token: zoe.token });
    expect(body.items.map((one: { manager: { name: string } }) => one.manager.name)).toEqual(['Zoé Picard']); // GRP-19
    expect((await mailsOf(processId)).slice(3)).toHaveLength(3);
    const timeline = await api.call('GET', `/processes/${processId}/timeline`, { token: await api.as('agent93') });
    expect(timeline.body.items.map((one: { label: string }) => one.label).join(' | ')).toMatch(/Annexe 3 appliquée/);
  });

  it('gives a successor without an account one, in the act that applies it, once (ADM-4, ADM-11)', async () => {
    const doubtful = { ...ZOE, email: 'z.p@peupliers.example' };
    const faulty = { ...ZOE, email: 'accueil@peupliers.example', phone: '12' };
    const { errors } = (await replace({ leavingUserId: null, incoming: faulty })).body;
    expect(errors.map((one: { path: string }) => one.path)).toEqual(['incoming.phone', 'incoming.email']);
    expect(await replace({ leavingUserId: null, incoming: doubtful })).toMatchObject({
      status: 409,
      body: { code: 'EMAIL_A_CONFIRMER' },
    });
    const { body } = await replace({ leavingUserId: null, incoming: { ...ZOE, titre: 'JUGEMENT' } });
    expect(await replace({ leavingUserId: null, incoming: ZOE })).toMatchObject({
      status: 409,
      body: { code: 'PROCESSUS_EN_COURS', processId: body.processId },
    });
    expect((await administrators()).obstacle).toMatchObject({ code: 'PROCESSUS_EN_COURS', processId: body.processId });
    expect(await api.deps.db.user.count({ where: { email: ZOE.email } })).toBe(0);
    await sign(body.processId);
    await complete(body.processId, 'countersign');
    const made = await api.deps.db.user.findFirstOrThrow({ where: { email: ZOE.email } });
    expect(made.administrateurSince).not.toBeNull();
    expect(made.titre).toBe('JUGEMENT'); // what a group's profile asks of her (GRP-17)
    const mails = await api.deps.db.mail.findMany({ where: { processId: `user-onboarding-${made.id}` } });
    expect(mails.map(({ template }) => template).sort()).toEqual(['MAIL-1', 'MAIL-2']);
    const password = await api.mailedPassword(made.id);
    expect(await api.call('POST', '/auth/login', { body: { login: made.login, password } })).toMatchObject({
      status: 200,
      body: { mustChangePassword: true },
    });
    expect((await administrators()).items).toHaveLength(2);
  });

  it('REM-10 tells Caf and successor at D+3, D+10, D+20; REM-3 ends in ABANDONNE and everyone is told', async () => {
    const { body } = await replace({ leavingUserId: claireId, incoming: ZOE });
    const start = api.now.getTime();
    const reminders = async () => (await mailsOf(body.processId)).filter((line) => line.endsWith('RAPPEL')).length;
    for (const [days, expected] of [
      [2.9, 0],
      [3.1, 2],
      [9.9, 2],
      [10.1, 4],
      [20.1, 6],
      [40, 6],
    ] as const) {
      api.now = new Date(start + days * 86_400_000);
      await api.tick(body.processId);
      expect([days, await reminders()]).toEqual([days, expected]);
    }
    api.now = new Date(start + 91 * 86_400_000);
    await api.tick(body.processId);
    expect(await api.deps.db.process.findUnique({ where: { id: body.processId } })).toMatchObject({
      state: 'ABANDONNE',
    });
    expect((await mailsOf(body.processId)).filter((line) => line.endsWith('ABANDONNEE'))).toHaveLength(3);
    expect(await api.deps.db.user.findUnique({ where: { id: claireId } })).toMatchObject({ closesOn: null });
  });

  it('never zero without an alert: the last one who leaves opens a task, and whom the Caf names goes through annexe 3 (ADM-3)', async () => {
    const closed = await api.call('PATCH', `/users/${claireId}`, { token: claire, body: { closesOn: '2026-03-10' } });
    expect(closed.status).toBe(200);
    const row = await api.deps.db.process.findFirstOrThrow({ where: { type: 'administratorReplacement' } });
    await api.deps.commands.start({ type: 'administratorReplacement', processId: row.id });
    expect(await api.deps.db.process.findUnique({ where: { id: row.id } })).toMatchObject({
      state: 'DEPART_SIGNALE',
      waitingOn: 'CAF',
    });
    const service = { ...ZOE, email: 'accueil@peupliers.example' };
    expect(await complete(row.id, 'propose', service)).toMatchObject({ status: 422 });
    expect((await complete(row.id, 'propose', ZOE)).status).toBe(200);
    expect((await sign(row.id)).status).toBe(200);
    expect((await complete(row.id, 'countersign')).status).toBe(200);
    const { items } = await administrators(await api.as('agent93'));
    expect(items.map((one: { name: string }) => one.name)).toEqual(['Zoé Picard']);
  });

  it('looks for no successor any more once somebody administers again by another way (ADM-3)', async () => {
    await api.call('PATCH', `/users/${claireId}`, { token: claire, body: { closesOn: '2026-03-10' } });
    const { id } = await api.deps.db.process.findFirstOrThrow({ where: { type: 'administratorReplacement' } });
    await api.deps.commands.start({ type: 'administratorReplacement', processId: id });
    const made = await api.call('POST', `/partners/${partnerId}/users`, {
      token: await api.as('agent93'),
      body: { ...ZOE, administrateur: true },
    });
    expect(made.status).toBe(201);
    await api.sweep(id);
    expect(await api.deps.db.process.findUnique({ where: { id } })).toMatchObject({
      state: 'ABANDONNE',
      waitingOn: null,
      facts: { endReason: expect.stringContaining('de nouveau un administrateur') },
    });
    expect(await api.deps.db.task.findMany({ where: { processId: id } })).toMatchObject([{ state: 'ANNULEE' }]);
    expect(await administrators(await api.as('agent93'))).toMatchObject({
      items: [{ name: 'Zoé Picard' }],
      replacement: null,
    });
  });

  it('is asked for by an administrateur or the Caf; declined, withdrawn or refused, nothing changes', async () => {
    const nadia = await person('Nadia', 'Ferrand');
    const wanted = { leavingUserId: claireId, incoming: ZOE };
    expect((await replace(wanted, nadia.token)).status).toBe(403);
    expect((await replace(wanted, await api.as('agent75'))).status).toBe(404);
    expect(await replace({ leavingUserId: nadia.id, incomingUserId: claireId })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'leavingUserId', code: 'PAS_ADMINISTRATEUR' }] },
    });
    expect(await replace({ leavingUserId: claireId, incomingUserId: claireId })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'incomingUserId', code: 'DEJA_ADMINISTRATEUR' }] },
    });
    const { body } = await replace(wanted, await api.as('agent93'));
    const cancelled = await api.call('POST', `/processes/${body.processId}/cancel`, {
      token: await api.as('agent93'),
      body: { reason: 'Erreur de personne' },
    });
    expect(cancelled.status).toBe(200);
    expect((await administrators()).items.map((one: { name: string }) => one.name)).toEqual(['Claire Aubert']);
    expect((await replace(wanted)).status).toBe(202); // and may be asked again
  });

  it('is refused at the countersignature when the successor cannot be appointed any more, and nothing is half done', async () => {
    const nadia = await person('Nadia', 'Ferrand');
    const { body } = await replace({ leavingUserId: claireId, incomingUserId: nadia.id });
    await sign(body.processId);
    await api.call('PATCH', `/users/${nadia.id}`, { token: claire, body: { closesOn: '2026-03-10' } });
    const refused = await complete(body.processId, 'countersign');
    expect(refused).toMatchObject({ status: 409, body: { code: 'COMPTE_CLOS' } });
    expect(await api.deps.db.document.findFirst({ where: { processId: body.processId } })).toMatchObject({
      state: 'SIGNE_PARTENAIRE',
    });
    expect((await administrators()).items.map((one: { name: string }) => one.name)).toEqual(['Claire Aubert']);
  });
});
