import { beforeAll, describe, expect, it } from '@jest/globals';
import { ENTITLED, PASSWORD } from '../test/api.ts';
import { entered } from '../test/openPartner.ts';
import {
  addMember,
  api,
  attachRole,
  claire,
  createGroup,
  createUser,
  nadia,
  omar,
  openPeupliers,
  partnerId,
} from '../test/peupliers.ts';
import { asOwner } from '../test/stack.ts';

openPeupliers();

let agent: string;
let member: string;
let memberId: string;
beforeAll(async () => {
  agent = await api.as('agent93');
  const { id } = (await createGroup({ manager: omar })).body;
  await attachRole(id, 'T2');
  memberId = (await createUser(nadia, { groupIds: [id] })).body.id;
  await addMember(id, memberId);
  member = await entered(api, memberId);
});

const act = (what: 'suspend' | 'resume', body: object, code = 'CDAP', token = agent) =>
  api.call('POST', `/partners/${partnerId}/services/${code}/${what}`, { token, body });
const suspend = (body: object = {}, code = 'CDAP') =>
  act('suspend', { reason: 'Données en correction.', ...body }, code);
const resume = (code = 'CDAP') => act('resume', { reason: 'Corrigées.' }, code);
const cdap = async () => (await api.call('GET', '/me', { token: member })).body.services[0];
const row = (service = 'CDAP') => api.deps.db.openedService.findFirstOrThrow({ where: { partnerId, service } });
const mailed = async (template: string) =>
  (await api.deps.db.mail.findMany({ where: { template }, orderBy: { recipient: 'asc' } })).map(
    (mail) => mail.recipient,
  );
const running = () => api.deps.db.process.findFirstOrThrow({ where: { type: 'serviceSuspension', closedAt: null } });
const newest = () =>
  api.deps.db.process.findFirstOrThrow({ where: { type: 'serviceSuspension' }, orderBy: { createdAt: 'desc' } });

describe('the suspension of a service of one partner (§4.3 « Ouverture de service »)', () => {
  it('acts at once with its reason, is told to the administrateurs and the Caf, shown in menu, entry and diagnosis, and undone', async () => {
    const suspended = await suspend();
    expect(suspended.status).toBe(202);
    expect(await row()).toMatchObject({
      state: 'SUSPENDUE',
      reason: 'Données en correction.',
      suspendedBy: suspended.body.processId,
    });
    expect(await cdap()).toMatchObject({
      ...{ enabled: false, state: 'SUSPENDU', next: 'La Caf le rouvre, une fois levé ce qui le suspend.' },
      detail: 'Le service est suspendu pour votre organisme depuis le 10/03/2026 : Données en correction.',
    });
    expect((await api.call('POST', '/me/services/CDAP/enter', { token: member })).body.detail).toContain(
      'Données en correction.',
    );
    const diagnosis = (await api.call('GET', `/users/${memberId}/diagnosis?service=CDAP`, { token: agent })).body;
    expect(diagnosis.broken).toMatchObject({
      link: 'bulletin',
      who: 'CAF',
      page: `/partenaires/${partnerId}#services`,
    });
    const { items } = (await api.call('GET', `/partners/${partnerId}/services`, { token: claire })).body;
    expect(items).toContainEqual(
      expect.objectContaining({
        service: 'CDAP',
        state: 'SUSPENDUE',
        suspendedAt: api.now.toISOString(),
        suspendedUntil: null,
      }),
    );
    expect(await mailed('MAIL-98')).toEqual(['agent@caf93.example', 'claire.aubert@peupliers.example']);
    const process = (await api.call('GET', `/processes/${suspended.body.processId}`, { token: agent })).body;
    expect(process).toMatchObject({ state: 'SUSPENDU', waitingFor: { who: 'CAF', until: null } });

    expect((await resume()).status).toBe(204);
    expect(await row()).toMatchObject({ state: 'OUVERTE', reason: null, suspendedAt: null, suspendedBy: null });
    expect(await cdap()).toMatchObject({ enabled: true, state: 'OUVERT' });
    expect(await mailed('MAIL-99')).toEqual(['agent@caf93.example', 'claire.aubert@peupliers.example']);
    expect((await newest()).state).toBe('ROUVERT');
    const journal = await api.deps.db.auditLine.findMany({
      where: { entityId: (await row()).id },
      orderBy: { id: 'asc' },
    });
    expect(journal.map(({ action }) => action)).toEqual(['service.suspend', 'service.resume']);
  });

  it('ends by itself at its instant, whether or not its timer has come, and says so before', async () => {
    expect(await suspend({ until: '2026-03-10' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'until', code: 'DATE_PASSEE' }] },
    });
    await suspend({ until: '2026-03-12' });
    expect((await cdap()).next).toBe('Il rouvre de lui-même le 12/03/2026 à 00h00.');
    const { id } = await running();
    const start = api.now;
    const before = (await api.deps.db.mail.count({ where: { template: 'MAIL-99' } })) as number;
    api.now = new Date('2026-03-11T22:59:59Z');
    await api.tick(id);
    expect((await row()).state).toBe('SUSPENDUE');
    api.now = new Date('2026-03-11T23:00:00Z');
    member = await again();
    expect(await cdap()).toMatchObject({ enabled: true });
    expect((await row()).state).toBe('SUSPENDUE');
    await api.tick(id);
    expect((await row()).state).toBe('OUVERTE');
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-99' } })).toBe(before + 2);
    api.now = start;
    member = await again();
  });

  it('twice, or what is not open, is refused with what is the case; of two at once one suspends', async () => {
    const both = await Promise.all([suspend(), suspend()]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    const again = await suspend();
    expect(again).toMatchObject({ status: 409, body: { code: 'ETAT_INCOMPATIBLE' } });
    expect(again.body.detail).toContain('déjà suspendu depuis le 10/03/2026 : Données en correction.');
    await resume();
    expect((await resume()).body.detail).toContain("n'est pas suspendu");
    expect((await suspend({}, 'ADONIS')).body.detail).toContain("n'est pas ouvert");
    expect((await suspend({ reason: ' ' })).status).toBe(422);
  });

  it('resume does not undo what another process suspends: closed for everyone meanwhile, it opens with the others (TUT-17)', async () => {
    const { db } = api.deps;
    await suspend();
    const national = { state: 'FERME', reason: 'Panne nationale.', since: api.now };
    await db.nationalService.create({ data: { service: 'CDAP', ...national, processId: 'reouverture' } });
    expect((await resume()).status).toBe(204);
    expect(await row()).toMatchObject({ state: 'SUSPENDUE', reason: 'Panne nationale.', suspendedBy: 'reouverture' });
    const refused = await resume();
    expect([refused.status, refused.body.rule]).toEqual([409, 'TUT-17']);
    await asOwner(api.database, `DELETE FROM national_service WHERE service = 'CDAP'`);
    await db.openedService.updateMany({
      where: { partnerId, service: 'CDAP' },
      data: { state: 'OUVERTE', suspendedBy: null },
    });
  });

  it("a dossier's save, loaded before, does not undo a suspension (ADR 8)", async () => {
    const { db } = api.deps;
    const started = await api.call('POST', `/partners/${partnerId}/conventionnements`, {
      token: agent,
      body: { services: ['AFAS'], eligibility: ENTITLED },
    });
    const { id } = await db.document.findFirstOrThrow({ where: { processId: started.body.processId } });
    const acts = await Promise.all([
      suspend(),
      api.call('POST', `/documents/${id}/withdraw`, { token: agent, body: { reason: 'Essai' } }),
    ]);
    expect(acts.map(({ status }) => status)).toEqual([202, 200]);
    expect(await row()).toMatchObject({ state: 'SUSPENDUE', reason: 'Données en correction.' });
  });

  it('closed meanwhile: FERMEE is final, and the suspension ends without opening anything (CONV-13)', async () => {
    const { db } = api.deps;
    const { id } = await running();
    const bulletin = await db.document.findFirstOrThrow({ where: { partnerId, kind: 'BULLETIN', service: 'CDAP' } });
    const closing = await api.call('POST', `/documents/${bulletin.id}/close`, {
      token: await api.as('admin93'),
      body: { reason: 'Fin' },
    });
    expect(closing.status).toBe(200);
    await api.sweep(id);
    expect((await db.process.findUniqueOrThrow({ where: { id } })).state).toBe('SANS_OBJET');
    expect((await row()).state).toBe('FERMEE');
    expect((await resume()).status).toBe(409);
  });
});

/** Nadia's session is of the working day. */
async function again(): Promise<string> {
  const { login } = await api.deps.db.user.findUniqueOrThrow({ where: { id: memberId } });
  return (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token;
}
