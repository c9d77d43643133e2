import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { remindYearly } from '../adapters/store/reminders/yearly.ts';
import { reactivateCdapT9, suspendCdapT9 } from '../adapters/store/service/exclusiveT9.ts';
import { setNational } from '../adapters/store/service/national.ts';
import { PROCESS_ACTOR } from '../domain/decision/actor.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import type { NationalService } from '../domain/service/national.ts';
import { openTuteurs } from '../ops/seed/tuteurs.ts';
import { PASSWORD, type PersonKind, startApi, type TestApi } from '../test/api.ts';

let api: TestApi;
const token: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  const passwordHash = await hashPassword(PASSWORD);
  // again changes nothing
  for (let i = 0; i < 2; i++) await openTuteurs(api.deps.db, passwordHash, api.now);
  for (const login of ['MCP00000501', 'MCP00000502', 'MCP00001402', 'MCP00001501'])
    token[login] = (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token;
});
afterAll(() => api.stop());

const me = async (login: string) => (await api.call('GET', '/me', { token: token[login] ?? '' })).body;

describe('the tuteurs of the demonstration (domain.md §16: O5, O14)', () => {
  it('hold Cdap T9 in a group with one user; an administrateur has nothing by being one (ADM-5)', async () => {
    expect(await api.deps.db.partner.count()).toBe(3);
    expect(await me('MCP00000502')).toMatchObject({
      partner: { raisonSociale: 'Association tutélaire Horizon', siret: '99992245300017', caf: '93' },
      services: [{ code: 'CDAP', enabled: true }],
    });
    expect((await me('MCP00001402')).services).toMatchObject([{ code: 'CDAP', enabled: true }]);
    expect((await me('MCP00000501')).services).toEqual([]);
    expect((await me('MCP00001501')).rights).toContain('groups.create');
  });
});

const service = async (login: string, code: string) =>
  (await me(login)).services.find((one: { code: string }) => one.code === code);
const enter = (login: string, code: string) =>
  api.call('POST', `/me/services/${code}/enter`, { token: token[login] ?? '' });
const diagnosis = async (login: string, code: string) => {
  const { id } = await api.deps.db.user.findUniqueOrThrow({ where: { login: login.toLowerCase() } });
  return (await api.call('GET', `/users/${id}/diagnosis?service=${code}`, { token: token[login] ?? '' })).body;
};
const say = (over: Partial<NationalService>) =>
  api.deps.db.$transaction((tx) =>
    setNational(
      tx,
      {
        service: 'CDAP',
        state: 'FERME',
        reason: 'Panne.',
        since: api.now,
        until: null,
        opensOn: null,
        searchBy: null,
        processId: null,
        ...over,
      },
      { at: api.now, actor: PROCESS_ACTOR, label: 'Essai' },
    ),
  );

describe('what concerns everyone is one row that menu, entry and diagnosis read in the same second (domain.md §5)', () => {
  it('a service that is closed for everyone is not entered, and each says why and what comes next; open again, it is', async () => {
    const own = async () => {
      const path = `/partners/${(await me('MCP00000501')).partner.id}/services`;
      const { items } = (await api.call('GET', path, { token: token.MCP00000501 ?? '' })).body;
      return items.find((one: { service: string }) => one.service === 'CDAP');
    };
    expect((await enter('MCP00000502', 'CDAP')).status).toBe(204);
    expect(await own()).toMatchObject({ state: 'OUVERTE', closedForAll: null });
    await say({});
    // whoever looks at the partner's services reads it too: its own opening stays what it is
    expect(await own()).toMatchObject({
      state: 'OUVERTE',
      closedForAll: { detail: expect.stringContaining('fermé pour tous depuis le') },
    });
    const detail = 'Le service « Consulter dossier (Cdap) » est fermé pour tous depuis le 10/03/2026 : Panne.';
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: false, state: 'FERME', detail });
    const refused = await enter('MCP00000502', 'CDAP');
    expect(refused).toMatchObject({ status: 403, body: { code: 'SERVICE_NON_OUVERT' } });
    expect(refused.body.detail).toContain(detail);
    expect(await diagnosis('MCP00000502', 'CDAP')).toMatchObject({
      allowed: false,
      broken: { link: 'bulletin', rule: 'TUT-4', who: 'CNAF', page: null, ask: 'PERSONNE' },
    });
    const { id } = await api.deps.db.user.findUniqueOrThrow({ where: { login: 'mcp00000502' } });
    const ask = { token: token.MCP00000502 ?? '', body: { service: 'CDAP' } };
    expect(await api.call('POST', `/users/${id}/diagnosis/ask`, ask)).toMatchObject({
      status: 409,
      body: { code: 'RIEN_A_REPARER', detail: expect.stringContaining('fermé pour tous') },
    });
    await say({ until: api.now });
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: true, state: 'OUVERT', detail: null });
    expect((await enter('MCP00000502', 'CDAP')).status).toBe(204);
  });

  it('GET services tells everyone where each stands: the Espace Tuteur is closed with Cdap T9 in its place (TUT-4)', async () => {
    const { items } = (await api.call('GET', '/services', { token: token.MCP00000502 ?? '' })).body;
    const of = (code: string) => items.find((one: { code: string }) => one.code === code);
    expect(of('ESAT')).toMatchObject({ state: 'OUVERT', reason: null, detail: null });
    expect(of('TUTEUR')).toMatchObject({
      state: 'FERME_REPLI',
      searchBy: 'SIRET',
      next: expect.stringContaining('servez-vous du service « Consulter dossier » (Cdap), avec le profil T9'),
    });
    expect((await api.call('GET', '/services')).status).toBe(401);
  });

  it('a tuteur is told to use Cdap T9 while the space is closed, and of the date once it is planned', async () => {
    const partner = await api.deps.db.partner.findFirstOrThrow({ where: { siret: '99992245300017' } });
    await holdTuteur(partner.id);
    expect(await service('MCP00000502', 'TUTEUR')).toMatchObject({
      ...{ enabled: false, state: 'FERME_REPLI', next: expect.stringContaining('profil T9') },
    });
    await say({
      service: 'TUTEUR',
      state: 'REOUVERTURE_PREVUE',
      reason: 'Correction des SIRET.',
      opensOn: '2026-04-18',
    });
    expect(await service('MCP00000502', 'TUTEUR')).toMatchObject({
      ...{ state: 'REOUVERTURE_PREVUE', next: expect.stringContaining('prévue le 18/04/2026') },
    });
    await say({ service: 'TUTEUR', state: 'OUVERT', reason: 'Réouvert.' });
    expect(await service('MCP00000502', 'TUTEUR')).toMatchObject({ enabled: true, state: 'OUVERT' });
  });

  it('TUT-5: a group whose T9 the space has taken gives no Cdap; the diagnosis says why and where to go; closed, T9 is back', async () => {
    const partner = await api.deps.db.partner.findFirstOrThrow({ where: { siret: '99992245300017' } });
    await api.deps.db.group.updateMany({
      where: { partnerId: partner.id, code: 'T9MAJ' },
      data: { exclusiveT9: true },
    });
    const doing = { at: api.now, actor: PROCESS_ACTOR, processId: null };
    await api.deps.db.$transaction((tx) => suspendCdapT9(tx, 'all', doing));
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: false, state: 'REMPLACE' });
    expect((await enter('MCP00000502', 'CDAP')).body.detail).toContain('Espace Tuteur');
    expect(await diagnosis('MCP00000502', 'CDAP')).toMatchObject({
      broken: { link: 'role', rule: 'TUT-5', who: 'ADMINISTRATEUR', remedy: expect.stringContaining('Espace Tuteur') },
    });
    // another tuteur, whose switch is off, keeps it
    expect(await service('MCP00001402', 'CDAP')).toMatchObject({ enabled: true });
    await say({ service: 'TUTEUR', state: 'FERME_REPLI', reason: 'Incident.' });
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: true, state: 'OUVERT' });
    await api.deps.db.$transaction((tx) => reactivateCdapT9(tx, 'all', doing));
    await say({ service: 'TUTEUR', state: 'OUVERT', reason: 'Réouvert.' });
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: true, state: 'OUVERT' });
  });

  it('who cannot use a service is not reminded to, nor listed: closed for everyone, suspended, or T9 taken (TIME-13)', async () => {
    const { db } = api.deps;
    const settings = { policy: DEFAULT_POLICY, mailboxOf: (caf: string) => `agent@caf${caf}.example` };
    await db.serviceUse.updateMany({
      where: { service: 'CDAP' },
      data: { referenceAt: new Date('2025-03-01T09:00:00Z') },
    });
    const partner = await db.partner.findFirstOrThrow({ where: { siret: '99992245300017' } });
    const listed = async () =>
      (await api.call('GET', `/partners/${partner.id}/obligations`, { token: token.MCP00000501 ?? '' })).body.items
        .length;
    const mailed = async () => {
      while (await remindYearly(db, settings, api.now));
      return db.mail.count({ where: { template: 'MAIL-35' } });
    };
    await say({});
    expect([await listed(), await mailed()]).toEqual([0, 0]);
    await say({ until: api.now });
    const ofCdap = { where: { partnerId: partner.id, service: 'CDAP' } };
    await db.openedService.updateMany({ ...ofCdap, data: { state: 'SUSPENDUE' } });
    expect(await listed()).toBe(0);
    await db.openedService.updateMany({ ...ofCdap, data: { state: 'OUVERTE' } });
    await db.group.updateMany({ where: { partnerId: partner.id, service: 'CDAP' }, data: { t9SuspendedAt: api.now } });
    expect(await listed()).toBe(0);
    await db.group.updateMany({ where: { partnerId: partner.id, service: 'CDAP' }, data: { t9SuspendedAt: null } });
    // both organismes, once
    expect([await listed(), await mailed(), await mailed()]).toEqual([1, 2, 2]);
  });
});

describe('a service is suspended for everyone by the Cnaf, and opened again (§4.3)', () => {
  const act = async (what: 'suspend' | 'resume', body: object, code = 'CDAP', kind: PersonKind = 'national') =>
    api.call('POST', `/services/${code}/${what}`, { token: await api.as(kind), body });
  const mailed = async (template: string) =>
    new Set((await api.deps.db.mail.findMany({ where: { template } })).map(({ recipient }) => recipient));

  it('at once, told to the administrateurs who have it and to their Caf; twice is refused; undone, it is open', async () => {
    await say({ until: api.now });
    for (const kind of ['agent93', 'admin93', 'operator'] as const)
      expect((await act('suspend', { reason: 'x' }, 'CDAP', kind)).status).toBe(403);
    const suspended = await act('suspend', { reason: 'Incident national.' });
    expect(suspended).toMatchObject({
      status: 200,
      body: { state: 'FERME', reason: 'Incident national.', until: null },
    });
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: false, state: 'FERME' });
    expect(await mailed('MAIL-98')).toEqual(
      new Set([
        'agent@caf93.example',
        'helene.marchand@horizon.example',
        'julien.vasseur@capsud.example',
        'eliane.roux@eliane-roux.example',
      ]),
    );
    // their Caf has one mail of all of them, and nobody's waits for the morning
    const toCaf = await api.deps.db.mail.findMany({
      where: { template: 'MAIL-98', recipient: 'agent@caf93.example' },
    });
    expect(toCaf).toMatchObject([{ caf: '93', params: { organisme: 'tous vos partenaires' }, nextAttemptAt: api.now }]);
    const again = await act('suspend', { reason: 'Encore.' });
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('Incident national.')]);
    // partners' rows are untouched: what a Caf has suspended stays so
    expect(await api.deps.db.openedService.count({ where: { service: 'CDAP', state: { not: 'OUVERTE' } } })).toBe(0);
    expect(await act('resume', { reason: 'Réparé.' })).toMatchObject({ status: 200, body: { state: 'OUVERT' } });
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: true });
    expect((await mailed('MAIL-99')).size).toBe(4);
    expect((await act('resume', { reason: 'Encore.' })).body.detail).toContain('est ouvert pour tous');
    expect((await act('resume', { reason: 'x' }, 'ESAT')).status).toBe(409);
    const lines = await api.deps.db.auditLine.findMany({
      where: { action: 'service.national', entityId: 'CDAP', actorRole: 'national' },
      orderBy: { id: 'asc' },
    });
    expect(lines.map(({ label }) => label)).toEqual([
      'Service suspendu pour tous : Incident national.',
      'Service rouvert pour tous : Réparé.',
    ]);
  });

  it('ends by itself; of two at once one suspends; the Espace Tuteur is opened by its reopening only, and closed by it while it runs', async () => {
    const until = new Date(api.now.getTime() + 60_000).toISOString();
    const both = await Promise.all([1, 2].map(() => act('suspend', { reason: 'Panne.', until })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await service('MCP00000502', 'CDAP')).next).toContain('Il rouvre de lui-même le 10/03/2026 à 10h01.');
    api.now = new Date(until);
    expect(await service('MCP00000502', 'CDAP')).toMatchObject({ enabled: true });
    const process = { id: 'reo', businessKey: 'reo', linkRef: 'reo', createdAt: api.now, since: api.now, facts: {} };
    const words = { type: 'tuteurReopening', caf: 'CNAF', label: 'x', state: 'OUVERT_V2', createdBy: 'x' };
    await api.deps.db.process.create({ data: { ...process, ...words } });
    await say({ service: 'TUTEUR', state: 'OUVERT', reason: 'Réouvert.', processId: 'reo' });
    expect((await act('suspend', { reason: 'x' }, 'TUTEUR')).body.detail).toContain('depuis sa réouverture en cours');
    await api.deps.db.process.update({ where: { id: 'reo' }, data: { closedAt: api.now } });
    expect((await act('suspend', { reason: 'x' }, 'TUTEUR')).body.state).toBe('FERME_REPLI');
    expect((await act('resume', { reason: 'x' }, 'TUTEUR')).body).toMatchObject({ status: 409, rule: 'TUT-17' });
  });
});

/** The Espace Tuteur as a reopening opens it: a bulletin of origin REPRISE, and a group with its user. */
async function holdTuteur(partnerId: string): Promise<void> {
  const { db } = api.deps;
  const {
    id: _,
    service: __,
    ...bulletin
  } = await db.document.findFirstOrThrow({
    where: { partnerId, kind: 'BULLETIN', service: 'CDAP' },
  });
  const roles = { roles: ['TUTEUR'], departments: ['93'] };
  await db.document.create({ data: { ...bulletin, id: 'tuteur', service: 'TUTEUR', content: roles } });
  const { id: ___, ...opening } = await db.openedService.findFirstOrThrow({ where: { partnerId, service: 'CDAP' } });
  await db.openedService.create({ data: { ...opening, id: 'tuteur', service: 'TUTEUR', bulletinId: 'tuteur' } });
  const { conventionId = '' } = bulletin;
  const by = { createdBy: 'x', createdAt: api.now };
  const group = { code: 'TUT', label: 'Tuteurs', role: 'TUTEUR', partnerId, conventionId: conventionId ?? '', ...by };
  await db.group.create({ data: { ...group, id: 'tuteur', service: 'TUTEUR' } });
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { login: 'mcp00000502' } });
  await db.membership.create({ data: { id: 'tuteur', groupId: 'tuteur', userId, since: api.now, addedBy: 'x' } });
}
