import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { controlsOn } from '../adapters/store/case/controlBatches.ts';
import { loadDossier } from '../adapters/store/dossier/dossierStore.ts';
import { remindYearly } from '../adapters/store/reminders/yearly.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { MIGRATIONS } from '../ops/migrate.ts';
import { ENTITLED, startApi, type TestApi } from '../test/api.ts';
import { entered, openedPartner } from '../test/openPartner.ts';
import { cafCountersigns, partnerSigns } from '../test/signing.ts';

const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
const omar = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };

const SETTINGS = { policy: DEFAULT_POLICY, mailboxOf: (caf: string) => `agent@caf${caf}.example` };
let api: TestApi;
let partnerId: string;
let claire: string;
let agent: string;
let conventionId: string;
beforeEach(async () => {
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
  agent = await api.as('agent93');
  // a convention made here, in mode centralisé
  const { processId } = await started('delegation-mode', agent, { mode: 'CENTRALISE' });
  await partnerSigns(api.deps, processId);
  await cafCountersigns(api, processId);
  conventionId = (await api.deps.db.document.findFirstOrThrow({ where: { processId, kind: 'CONVENTION' } })).id;
});
afterEach(() => api.stop());

const started = async (path: string, token: string, body: object) =>
  (await api.call('POST', `/partners/${partnerId}/${path}`, { token, body })).body;
const close = () =>
  api.call('POST', `/documents/${conventionId}/close`, { token: agent, body: { reason: 'Cessation' } });
const timeline = async (id: string): Promise<string[]> =>
  (await api.call('GET', `/processes/${id}/timeline`, { token: agent })).body.items.map(
    (one: { label: string }) => one.label,
  );
const mails = async (processId: string, template: string) =>
  (await api.deps.db.mail.findMany({ where: { processId, template } })).map(({ recipient }) => recipient).sort();

/** Cdap's T2CR, or one for Esat, with its role, Claire in charge. */
async function group(token = agent, service: 'CDAP' | 'ESAT' = 'CDAP'): Promise<string> {
  const { id: managerId } = await api.deps.db.user.findFirstOrThrow({ where: { firstName: 'Claire' } });
  const cdap = service === 'CDAP';
  const body = { service, code: cdap ? 'T2CR' : 'ESAT', label: 'T2 Crèches', managerId };
  const { id } = (await api.call('POST', `/partners/${partnerId}/groups`, { token, body })).body;
  await api.call('PUT', `/groups/${id}/role`, { token, body: { role: cdap ? 'T2' : 'ESAT' } });
  return id;
}

const member = async (groupId: string): Promise<{ id: string; login: string }> =>
  (await api.call('POST', `/partners/${partnerId}/users`, { token: agent, body: { ...omar, groupIds: [groupId] } }))
    .body;

const enter = async (token: string) => (await api.call('POST', '/me/services/CDAP/enter', { token })).status;
/** Since when Omar is to use Cdap once a year, and until when. */
const uses = async () =>
  (await api.deps.db.serviceUse.findMany({ where: { service: 'CDAP' } })).map((one) => [one.referenceAt, one.endedAt]);
const asMigrated = () =>
  api.deps.db.$executeRawUnsafe(
    readFileSync(join(MIGRATIONS, '20261121130000_use_of_closed_services/migration.sql'), 'utf8'),
  );
const readGroup = async (id: string) => (await api.call('GET', `/groups/${id}`, { token: agent })).body;
const diagnosis = async () => {
  const { id } = await api.deps.db.user.findFirstOrThrow({ where: { firstName: 'Omar' } });
  return (await api.call('GET', `/users/${id}/diagnosis?service=CDAP`, { token: agent })).body;
};

describe('a convention that is closed without a successor (CONV-13)', () => {
  it('ends annexe 3, the requests about people and the service being opened by themselves, once they are told', async () => {
    const annexe = (await started('administrators', claire, { leavingUserId: null, incoming: zoe })).processId;
    const request = (await started('user-requests', claire, { what: 'create', person: omar })).id;
    const service = (await started('conventionnements', agent, { services: ['AFAS'], eligibility: ENTITLED }))
      .processId;
    const waiting = [annexe, request, service];
    expect((await close()).status).toBe(200);
    const told = await api.deps.db.command.findMany({ where: { processId: { in: waiting } } });
    expect(told.map(({ act }) => act)).toEqual(Array(3).fill({ type: 'look' }));
    for (const id of waiting) await api.sweep(id);

    const states = await api.deps.db.process.findMany({ where: { id: { in: waiting }, closedAt: { not: null } } });
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({
      [annexe]: 'ABANDONNE',
      [request]: 'CLASSEE',
      [service]: 'ABANDONNE',
    });
    for (const id of waiting) expect((await timeline(id)).join(' | ')).toMatch(/n'est plus en vigueur/);
    expect(await api.deps.db.task.count({ where: { processId: { in: waiting }, state: 'OUVERTE' } })).toBe(0);
    expect(await mails(request, 'MAIL-70')).toEqual(['claire.aubert@peupliers.example']);
    // asked for, then ended: to the Caf and to the successor
    expect(await mails(annexe, 'MAIL-31')).toEqual([
      ...Array(2).fill('agent@caf93.example'),
      ...Array(2).fill(zoe.email),
    ]);
    expect(await mails(annexe, 'MAIL-53')).toEqual(['contact@peupliers.example']);
    const facts = JSON.stringify((await api.deps.db.process.findUniqueOrThrow({ where: { id: request } })).facts);
    expect(facts).not.toContain(omar.email);

    // nor is anything of the kind begun any more
    const asked = await api.call('POST', `/partners/${partnerId}/user-requests`, {
      token: claire,
      body: { what: 'create', person: omar },
    });
    expect(asked.body).toMatchObject({ status: 409, code: 'SANS_CONVENTION' });
    const { obstacle } = (await api.call('GET', `/partners/${partnerId}/administrators`, { token: claire })).body;
    expect(obstacle).toMatchObject({ code: 'SANS_CONVENTION', processId: null });
  });

  it('that was signed before Passerelle is closed through a dossier of the partner, never through a case; that dossier ends with it', async () => {
    // recorded without a dossier, as the seed does it
    const { db } = api.deps;
    await db.document.updateMany({ where: { id: conventionId }, data: { processId: null } });
    const request = (await started('user-requests', claire, { what: 'create', person: omar })).id;
    const { processId } = await started('conventionnements', agent, { services: ['AFAS'], eligibility: ENTITLED });
    expect((await close()).status).toBe(200);
    await api.sweep(request);
    const states = await db.process.findMany({ where: { id: { in: [request, processId] } }, orderBy: { type: 'asc' } });
    expect(states.map(({ state }) => state)).toEqual(['ABANDONNE', 'CLASSEE']);
  });

  it('freezes the groups: nothing is done with them, and the next convention has its own (CONV-13, GRP-12)', async () => {
    const former = await group();
    await group(agent, 'ESAT');
    const token = await entered(api, (await member(former)).id);
    expect(await enter(token)).toBe(204);
    await close();
    expect(await readGroup(former)).toMatchObject({ flags: ['GELE'], actions: [], offeredRoles: [] });
    expect((await diagnosis()).broken).toMatchObject({ link: 'bulletin', who: 'CAF' });

    const { processId } = await started('conventionnements', agent, {
      services: ['CDAP'],
      profiles: ['T2', 'T9'],
      eligibility: ENTITLED,
    });
    await partnerSigns(api.deps, processId, { CDAP: ['T2', 'T9'] });
    expect((await cafCountersigns(api, processId)).status).toBe(200);
    expect(await readGroup(former)).toMatchObject({ flags: ['GELE'], actions: [], offeredRoles: [] });
    expect((await diagnosis()).broken).toMatchObject({ link: 'group', rule: 'CONV-13', who: 'ADMINISTRATEUR' });
    expect(await enter(token)).toBe(403);
    const refused = { status: 409, body: { code: 'ETAT_INCOMPATIBLE', rule: 'CONV-13' } };
    const { id } = await api.deps.db.user.findFirstOrThrow({ where: { firstName: 'Omar' } });
    for (const [method, path, body] of [
      ['DELETE', 'role', undefined],
      ['PUT', 'role', { role: 'T9' }],
      ['DELETE', `members/${id}`, undefined],
      ['PATCH', '', { label: 'T2 Autre' }],
      ['PUT', 'manager', { managerId: id }],
    ] as const)
      expect([path, await api.call(method, `/groups/${former}/${path}`, { token: claire, body })]).toMatchObject([
        path,
        refused,
      ]);
    expect((await loadDossier(api.deps.db, processId))?.people.groups).toEqual([]);
    const { rolesWithoutGroup } = (await api.call('GET', `/partners/${partnerId}/groups`, { token: claire })).body;
    expect(rolesWithoutGroup).toEqual(['T2', 'T9'].map((role) => ({ service: 'CDAP', role, groupId: null })));

    const next = await group(claire);
    await api.call('POST', `/groups/${next}/members`, { token: claire, body: { userId: id } });
    expect([(await readGroup(next)).flags, (await diagnosis()).allowed, await enter(token)]).toEqual([[], true, 204]);
  });

  it('ends who is habilitated with the service, and begins it anew when it opens again; nobody is chased in between (TIME-2, REM-7, OBL-15)', async () => {
    await entered(api, (await member(await group())).id);
    await asMigrated();
    expect(await uses()).toEqual([[api.now, null]]);
    const { id } = await api.deps.db.document.findFirstOrThrow({
      where: { partnerId, kind: 'BULLETIN', service: 'CDAP', state: 'ACTIF' },
    });
    const body = { reason: 'Cessation' };
    expect((await api.call('POST', `/documents/${id}/close`, { token: agent, body })).status).toBe(200);
    expect(await uses()).toEqual([[api.now, api.now]]);
    const first = api.now;
    const later = new Date('2027-06-10T09:00:00Z');
    while (await remindYearly(api.deps.db, SETTINGS, later));
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-35' } })).toBe(0);
    expect(await controlsOn(api.deps.db, DEFAULT_POLICY)('annualControl', later)).toBe(false);

    // what an earlier version left
    await api.deps.db.serviceUse.updateMany({ data: { endedAt: null } });
    await asMigrated();
    expect(await uses()).toEqual([[first, expect.any(Date)]]);
    await api.deps.db.serviceUse.updateMany({ data: { endedAt: first } });

    // the group is still of the convention in force: its people are habilitated from the day the service opens, not before
    const { processId } = await started('conventionnements', agent, {
      services: ['CDAP'],
      profiles: ['T2'],
      eligibility: ENTITLED,
      opensOn: '2026-03-12',
    });
    await partnerSigns(api.deps, processId, { CDAP: ['T2'] });
    expect((await cafCountersigns(api, processId)).status).toBe(200);
    const { id: userId } = await api.deps.db.user.findFirstOrThrow({ where: { firstName: 'Omar' } });
    const phone = { token: agent, body: { phone: '01 49 00 00 94' } };
    expect((await api.call('PATCH', `/users/${userId}`, phone)).status).toBe(200);
    expect(await uses()).toEqual([[first, first]]);
    api.now = new Date('2026-03-11T23:00:00Z');
    await api.tick(processId);
    expect(await uses()).toEqual([[api.now, null]]);
  });
});
