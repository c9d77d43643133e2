import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { purgeOn } from '../adapters/store/purge.ts';
import { DEFAULT_RETENTION } from '../domain/policy/retention.ts';
import { type AfasPartner, afasPartner } from '../test/afas.ts';
import { type Answer, PASSWORD, partnerBody, startApi, type TestApi } from '../test/api.ts';

let api: TestApi;
let partner: AfasPartner;
let ines: string;
let hugo: string;
beforeAll(async () => {
  api = await startApi();
  partner = await afasPartner(api);
  ines = await partner.declarant('Inès', 'Caron');
  hugo = await partner.declarant('Hugo', 'Lenoir');
});
afterAll(() => api.stop());

const PDF = Buffer.from('%PDF-1.7 PJ 3');
const profiles = () => `/partners/${partner.partnerId}/afas/profiles`;
const name = (userId: string) =>
  api.call('POST', profiles(), { token: partner.claire, body: { userId, role: 'APPROBATEUR' } });
const change = async (id: string) =>
  (await api.call('GET', `/afas/approver-changes/${id}`, { token: partner.claire })).body;

/** Role and state of everyone who was ever approbateur, oldest first. */
async function approvers(): Promise<string[]> {
  const rows = await api.deps.db.afasProfile.findMany({
    where: { partnerId: partner.partnerId, role: 'APPROBATEUR' },
    orderBy: [{ until: { sort: 'asc', nulls: 'last' } }, { since: 'asc' }],
  });
  const names: Record<string, string> = { [ines]: 'Inès', [hugo]: 'Hugo' };
  return rows.map((row) => `${names[row.userId]} ${row.state}`);
}

function upload(id: string, bytes: Buffer, token = partner.claire, key?: string): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)], { type: 'application/pdf' }), '../../étrange\r\n".pdf');
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  return api.call('POST', `/afas/approver-changes/${id}/pj3`, { token, raw: form, headers });
}

async function maia(
  id: string,
  outcome: string,
  fields: Record<string, unknown> = {},
  as: 'agent93' | 'admin93' = 'admin93',
) {
  const token = await api.as(as);
  const { body } = await api.call('GET', `/tasks?dossier=${id}&state=OUVERTE`, { token });
  return api.call('POST', `/tasks/${body.items[0].id}/complete`, { token, body: { outcome, ...fields } });
}

const mailsOf = (processId: string, template: string) =>
  api.deps.db.mail.findMany({ where: { processId, template }, orderBy: { createdAt: 'asc' } });

describe('a change of approbateur (AFAS-9, AFAS-10)', () => {
  it('AC-39: PJ 3, then MAIA; the former approbateur stays until the Caf has accepted', async () => {
    const first = await name(ines);
    expect(first).toMatchObject({ status: 202, body: { state: 'EN_ATTENTE_MAIA', user: { name: 'Inès Caron' } } });
    await upload(first.body.processId, PDF);
    expect((await maia(first.body.processId, 'accept')).status).toBe(200);
    expect(await approvers()).toEqual(['Inès ACTIF']);

    const second = await name(hugo);
    const id = second.body.processId;
    expect(second.headers.get('location')).toBe(`/api/v1/processes/${id}`);
    expect(await change(id)).toMatchObject({
      state: 'PJ3_ATTENDUE',
      userId: hugo,
      formerId: ines,
      pj3Received: false,
      waitingFor: { who: 'PARTENAIRE' },
    });
    expect((await mailsOf(id, 'MAIL-76')).map((mail) => mail.recipient)).toEqual(['claire.aubert@peupliers.example']);
    expect(await name(hugo)).toMatchObject({ status: 409, body: { code: 'DEJA_FAIT' } });
    const third = await partner.declarant('Zoé', 'Picard');
    expect(await name(third)).toMatchObject({ status: 409, body: { code: 'PROCESSUS_EN_COURS', processId: id } });

    const received = await upload(id, PDF);
    expect(received).toMatchObject({ status: 200, body: { state: 'VALIDATION_MAIA', waitingFor: { who: 'CAF' } } });
    expect(await approvers()).toEqual(['Inès ACTIF', 'Hugo EN_ATTENTE_MAIA']);
    // MAIA is an MCP administrator's (ACT-2)
    expect(await maia(id, 'accept', {}, 'agent93')).toMatchObject({
      status: 403,
      body: { code: 'ACTION_NON_PERMISE' },
    });
    expect((await maia(id, 'accept')).status).toBe(200);
    expect(await change(id)).toMatchObject({ state: 'ACTIF', waitingFor: null });
    expect(await approvers()).toEqual(['Inès REMPLACE', 'Hugo ACTIF']);
    const [mail] = await mailsOf(id, 'MAIL-41');
    expect(mail).toMatchObject({ recipient: 'claire.aubert@peupliers.example', params: { accepted: true } });
  });

  it('refused in MAIA, the new one is rejected with a reason and the former one stays', async () => {
    const { processId: id } = (await name(ines)).body;
    await upload(id, PDF);
    expect(await maia(id, 'reject', { reason: '  ' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'reason', code: 'CHAMP_OBLIGATOIRE' }] },
    });
    expect((await maia(id, 'reject', { reason: 'PJ 3 non signée' })).status).toBe(200);
    expect(await change(id)).toMatchObject({ state: 'REJETE', reason: 'PJ 3 non signée' });
    expect(await approvers()).toEqual(['Inès REMPLACE', 'Inès REJETE', 'Hugo ACTIF']);
    expect((await mailsOf(id, 'MAIL-41'))[0]?.params).toMatchObject({ accepted: false, reason: 'PJ 3 non signée' });
  });

  it('the file is known by its content, kept sealed, given to the Caf alone, to be saved and never shown (S8)', async () => {
    const { processId: id } = (await name(ines)).body;
    expect(await upload(id, Buffer.from('<html>'))).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'file', code: 'FICHIER_TYPE_REFUSE' }] },
    });
    const large = Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]);
    expect(await upload(id, large)).toMatchObject({ status: 413, body: { code: 'FICHIER_TROP_GROS' } });
    const manager = await partner.token(hugo);
    expect((await upload(id, PDF, manager)).status).toBe(403);
    expect(await api.deps.db.attachment.count({ where: { processId: id } })).toBe(0);

    expect((await upload(id, PDF, partner.claire, 'la-meme-cle')).status).toBe(200);
    expect((await upload(id, PDF, partner.claire, 'la-meme-cle')).status).toBe(200);
    expect(await upload(id, Buffer.concat([PDF, PDF]))).toMatchObject({
      status: 409,
      body: { code: 'ETAT_INCOMPATIBLE' },
    });
    const kept = await api.deps.db.attachment.findMany({ where: { processId: id } });
    expect(kept).toHaveLength(1);
    expect(Buffer.from(kept[0]?.ciphertext ?? []).includes('PJ 3')).toBe(false);

    const path = `/afas/approver-changes/${id}/pj3`;
    const got = await api.call('GET', path, { token: await api.as('agent93') });
    expect([got.status, got.body, got.headers.get('content-type')]).toEqual([
      200,
      PDF.toString(),
      'application/octet-stream',
    ]);
    expect(got.headers.get('content-disposition')).toBe(`attachment; filename="pj3-${id}.pdf"`);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await api.call('GET', path, { token: partner.claire })).status).toBe(403);
    expect((await api.call('GET', path, { token: await api.as('agent75') })).status).toBe(404);
    await maia(id, 'reject', { reason: 'Essai' });

    // a year after its end (S7)
    expect(await change(id)).toMatchObject({ pj3Received: true, pj3Purged: false });
    const closedAt = new Date(api.now.getTime() - DEFAULT_RETENTION.files - 1_000);
    await api.deps.db.process.update({ where: { id }, data: { closedAt } });
    expect(await change(id)).toMatchObject({ pj3Received: true, pj3Purged: true });
    expect((await api.call('GET', path, { token: await api.as('agent93') })).status).toBe(404);
    await purgeOn(api.deps.db, DEFAULT_RETENTION)('files', api.now);
    expect(await api.deps.db.attachment.count({ where: { processId: id } })).toBe(0);
  });

  it('PJ 3 is asked for again after 5 and 15 days, of the administrateur, and no more once it is there (REM-11)', async () => {
    const start = new Date('2026-03-10T09:00:00Z');
    const { processId: id } = (await name(ines)).body;
    const next = async () => (await api.deps.db.process.findUniqueOrThrow({ where: { id } })).nextActionAt;
    expect(await next()).toEqual(new Date('2026-03-16T07:00:00Z')); // the 15th is a Sunday
    for (const at of ['2026-03-16T07:00:00Z', '2026-03-25T09:00:00Z']) {
      api.now = new Date(at);
      await api.tick(id);
      await api.tick(id);
    }
    const again = (await mailsOf(id, 'MAIL-76')).map((mail) => [
      mail.createdAt.toISOString().slice(0, 10),
      mail.params,
    ]);
    expect(again.map(([day, params]) => [day, (params as { again: boolean }).again])).toEqual([
      ['2026-03-10', false],
      ['2026-03-16', true],
      ['2026-03-25', true],
    ]);
    expect(await next()).toBeNull();
    api.now = start;
    expect(
      (await api.call('POST', `/processes/${id}/cancel`, { token: await api.as('agent93'), body: { reason: 'Essai' } }))
        .status,
    ).toBe(200);
    expect(await change(id)).toMatchObject({ state: 'ANNULE', reason: 'Essai' });
  });

  it('ends when the role is withdrawn, or the person leaves AFAS-DECLARER or the organisme; the former one stays', async () => {
    const withdrawn = await name(ines);
    expect((await api.call('DELETE', `${profiles()}/${withdrawn.body.id}`, { token: partner.claire })).status).toBe(
      204,
    );
    await api.tick(withdrawn.body.processId);
    expect(await change(withdrawn.body.processId)).toMatchObject({ state: 'ANNULE' });

    const closed = await name(ines);
    await api.call('PATCH', `/users/${ines}`, { token: partner.claire, body: { closesOn: '2026-03-10' } });
    const told = await api.deps.db.command.findFirst({
      where: { processId: closed.body.processId, act: { path: ['type'], equals: 'look' } },
    });
    expect(told).not.toBeNull();
    await api.tick(closed.body.processId);
    expect(await change(closed.body.processId)).toMatchObject({ state: 'ANNULE' });
    expect((await approvers()).at(-1)).toBe('Hugo ACTIF');
  });

  it('another organisme’s administrateur finds nothing of it (S5)', async () => {
    const { body: other } = await api.call('POST', '/partners', {
      token: await api.as('agent93'),
      body: partnerBody(),
    });
    const paul = { login: 'MCP0000PAU1', email: 'paul.reyne@tilleuls.example', firstName: 'Paul', lastName: 'Reyne' };
    const id = await createUser(
      api.deps.db,
      { ...paul, roles: ['administrateur'], partnerId: other.id, password: null },
      api.now,
    );
    await api.deps.db.user.update({ where: { id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    const token = await partner.token(id);
    const eva = await partner.declarant('Éva', 'Martin');
    const named = await name(eva);
    const support = await api.call('POST', '/support-requests', {
      token: partner.claire,
      body: { kind: 'AIDE', service: 'CDAP', what: 'Un souci' },
    });
    for (const [method, path, body] of [
      ['GET', profiles(), undefined],
      ['POST', profiles(), { userId: eva, role: 'FDA' }],
      ['DELETE', `${profiles()}/${named.body.id}`, undefined],
      ['GET', `/afas/approver-changes/${named.body.processId}`, undefined],
      ['GET', `/support-requests/${support.body.id}`, undefined],
      ['POST', `/support-requests/${support.body.id}/supply`, { text: 'x' }],
    ] as const)
      expect([method, path, (await api.call(method, path, { token, body })).status]).toEqual([method, path, 404]);
    expect((await upload(named.body.processId, PDF, token)).status).toBe(404);
    expect((await api.call('GET', '/support-requests', { token })).body.items).toEqual([]);
    expect(await change(named.body.processId)).toMatchObject({ state: 'PJ3_ATTENDUE', pj3Received: false });
    await api.call('DELETE', `${profiles()}/${named.body.id}`, { token: partner.claire });
    await api.tick(named.body.processId);
  });

  it('what a change does not know is refused in words, and tried no more', async () => {
    const zoe = await partner.declarant('Ana', 'Picard');
    const { processId: id } = (await name(zoe)).body;
    const remind = await api.call('POST', `/processes/${id}/remind`, { token: await api.as('agent93') });
    expect(remind.status).toBe(200);
    const { id: incident } = (
      await api.call('POST', `/partners/${partner.partnerId}/security-incidents`, {
        token: partner.claire,
        body: { what: 'Essai', userIds: [zoe] },
      })
    ).body;
    const cancel = { token: await api.as('agent93'), body: { reason: 'Essai' } };
    expect(await api.call('POST', `/processes/${incident}/cancel`, cancel)).toMatchObject({
      status: 409,
      body: { code: 'ETAT_INCOMPATIBLE' },
    });
  });
});
