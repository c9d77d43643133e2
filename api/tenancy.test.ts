import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { keepSealed } from '../adapters/store/demarche/sealedWords.ts';
import { keepNote } from '../adapters/store/dossier/notes.ts';
import { givePartner } from '../adapters/store/partner/givePartner.ts';
import { insertUserImport } from '../adapters/store/people/userImport.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { recordDelegation } from '../adapters/store/signatureDelegations.ts';
import { insertReopening } from '../adapters/store/tuteur/newReopening.ts';
import { startCorrections } from '../adapters/store/tuteur/startCorrections.ts';
import type { DemarcheFacts } from '../domain/demarche/types.ts';
import type { SupportFacts } from '../domain/supportRequest/types.ts';
import type { AskedChange } from '../domain/userRequest/types.ts';
import { type Answer, type PersonKind, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { receivedFile } from '../test/builders/receivedFile.ts';
import { inventedSiret } from '../test/people.ts';
import { judgedReopening } from '../test/reopening.ts';
import { routes } from './routes/index.ts';

let api: TestApi;
/** one of each kind of object, all of Caf 93 */
let ids: Record<string, string>;

beforeAll(async () => {
  api = await startApi();
  const token = await api.as('agent93');
  const esat = await api.call('POST', '/esat/onboardings', {
    token,
    body: {
      ...partnerBody({ siret: inventedSiret(20) }),
      knownInMcp: true,
      conventionSiret: inventedSiret(20),
      knownInHabtiers: false,
      delegationMode: 'DELEGUE',
      opensOn: '2026-04-01',
    },
  });
  const { processId } = esat.body;
  const tasks = await api.call('GET', `/tasks?dossier=${processId}`, { token });
  const { partnerId } = (await api.call('GET', `/processes/${processId}`, { token })).body;
  const documents = await api.call('GET', `/partners/${partnerId}/documents`, { token });
  const request = await api.call('POST', '/access-requests', { body: requestForm() });
  const campaign = await api.deps.db.campaign.create({
    data: {
      id: 'campagne-93',
      name: 'Essai',
      caf: '93',
      state: 'EN_COURS',
      deadline: '2026-06-30',
      opensOn: '2026-05-01',
      delegationMode: 'DELEGUE',
      createdBy: 'x',
      createdAt: api.now,
    },
  });
  const person = {
    login: 'MCP000TENAN',
    email: 'anne.roy@tilleuls.example',
    firstName: 'Anne',
    lastName: 'Roy',
    roles: [],
    partnerId,
    password: null,
  };
  const userId = await createUser(api.deps.db, person, api.now);
  const convention = await api.deps.db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
  const group = await api.deps.db.group.create({
    data: {
      id: 'groupe-93',
      partnerId,
      conventionId: convention.id,
      service: 'ESAT',
      code: 'ESAT1',
      label: 'Moniteurs',
      managerId: userId,
      createdBy: userId,
      createdAt: api.now,
    },
  });
  const incident = {
    type: 'securityIncident' as const,
    partnerId,
    caf: '93',
    label: 'Incident',
    state: 'SIGNALE' as const,
    facts: { declaredBy: userId, what: 'Essai', userIds: [userId], suspended: [], escalated: false },
    tell: { label: 'Signalé', rule: 'OBL-12' },
  };
  const actor = { id: userId, role: 'administrateur' as const, label: 'Anne Roy', ip: null };
  const change = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'approverChange',
        partnerId,
        caf: '93',
        label: 'Changement',
        state: 'PJ3_ATTENDUE',
        facts: approverFacts(userId),
        tell: { label: 'Nommé', rule: 'AFAS-9' },
      },
      actor,
      api.now,
    ),
  );
  const pdf = { ...receivedFile('pj3.pdf', Buffer.from('%PDF-')), mediaType: 'application/pdf' as const };
  const pj3 = await api.deps.attachments.keep(pdf, { processId: change, kind: 'PJ_3', addedBy: userId }, api.now);
  await api.deps.db.process.update({ where: { id: change }, data: { facts: { ...approverFacts(userId), pj3 } } });
  const supportFacts: SupportFacts = {
    askedBy: userId,
    channel: 'PORTAIL',
    kind: 'AIDE',
    outcome: 'PRIORITAIRE',
    service: 'CDAP',
    subject: 'CDAP 19_93 Essai',
    exchanges: [],
    reason: null,
    userId: null,
    reminders: 0,
  };
  const support = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'supportRequest',
        partnerId,
        caf: '93',
        label: 'Essai',
        state: 'A_TRAITER',
        facts: supportFacts,
        tell: { label: 'Demande', rule: 'RGT-11' },
      },
      actor,
      api.now,
    ),
  );
  const control = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'annualControl',
        partnerId,
        caf: '93',
        label: 'Contrôle',
        state: 'PIECES_DEMANDEES',
        facts: controlFacts(userId, null),
        tell: { label: 'Ouvert', rule: 'TIME-3' },
      },
      actor,
      api.now,
    ),
  );
  const userRequest = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'userRequest',
        partnerId,
        caf: '93',
        label: 'Essai',
        state: 'A_TRAITER',
        facts: { askedBy: userId, asked: userClosing(userId), userId, reason: null, answer: null },
        tell: { label: 'Demande', rule: 'RGT-17' },
      },
      actor,
      api.now,
    ),
  );
  const diploma = await api.deps.attachments.keep(
    pdf,
    { processId: control, kind: 'DIPLOME', addedBy: userId },
    api.now,
  );
  await api.deps.db.process.update({ where: { id: control }, data: { facts: controlFacts(userId, diploma) } });
  const reopening = await api.deps.db.$transaction((tx) =>
    insertReopening(tx, { opensOn: '2099-01-18', rows: [] }, { at: api.now, actor: { ...actor, role: 'national' } }),
  );
  const { correctionId } = await correction93();
  const demarche = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        ...{ type: 'demarche', partnerId, caf: '93', label: 'Essai', state: 'DEPOSEE', facts: demarcheFacts(userId) },
        tell: { label: 'Déposée', rule: 'TUT-14' },
      },
      actor,
      api.now,
    ),
  );
  const changed = { number: 'CA-0', change: 'DEPART' as const, askedBy: userId, worker: 'x', answerId: null };
  const changeOfActivity = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        ...{ type: 'activityChange', partnerId, caf: '93', label: 'Essai', state: 'TRANSMIS' },
        facts: { ...changed, declaredId: 'change' },
        tell: { label: 'Déclaré', rule: 'ESAT-9' },
      },
      actor,
      api.now,
    ),
  );
  await keepSealed(
    api.deps.db,
    api.deps.seal,
    { id: 'change', processId: changeOfActivity, addedBy: userId, at: api.now },
    {
      worker: { number: '1', lastName: 'A', firstName: 'B', birthDate: '1985-02-11', caf: '93' },
      ...{ change: 'DEPART', effectiveOn: '2026-03-01', rateBefore: 80, rate: null, ordinary: null },
    },
  );
  const joined = await api.deps.attachments.keep(pdf, { processId, kind: 'NOTE', addedBy: userId }, api.now);
  const note = { id: 'note', processId, text: 'Essai', attachmentId: joined, createdBy: userId, createdAt: api.now };
  await keepNote(api.deps.db, api.deps.seal, note);
  const words = { id: 'declared', processId: demarche, addedBy: userId, at: api.now };
  await keepSealed(api.deps.db, api.deps.seal, words, {
    protege: { number: '1', lastName: 'A', firstName: 'B', birthDate: '1948-02-11', measure: 'TUTELLE' },
    answers: { commune: 'Bobigny' },
  });
  await api.deps.db.mail.create({
    data: {
      ...{ id: 'courriel-93', key: 'courriel-93', caf: '93', template: 'MAIL-67', recipient: 'a@caf93.example' },
      ...{ params: {}, state: 'DOUTE', messageId: '<c@x>', nextAttemptAt: api.now, createdAt: api.now },
    },
  });
  ids = {
    'tuteur/demarches': demarche,
    'esat/changes': changeOfActivity,
    'tuteur/corrections': correctionId,
    'tuteur/reopenings': reopening,
    'annual-controls': control,
    'user-requests': userRequest,
    'support-requests': support,
    afas: change,
    mails: 'courriel-93',
    partners: partnerId,
    processes: processId,
    tasks: tasks.body.items[0].id,
    documents: documents.body.items[0].id,
    'access-requests': request.body.id,
    esat: campaign.id,
    users: userId,
    groups: group.id,
    'signature-delegations': await recordDelegation(
      api.deps.db,
      {
        caf: '93',
        holderId: (await api.call('GET', '/me', { token })).body.user.id,
        from: '2026-01-01',
        until: null,
        act: 'décision n° 1',
      },
      { by: 'x', at: api.now },
    ),
    'user-imports': await api.deps.db.$transaction((tx) =>
      insertUserImport(tx, { id: partnerId, caf: '93' }, [], { ...actor, caf: null }, null, api.now),
    ),
    'data-requests': await api.deps.db.$transaction((tx) =>
      insertCase(
        tx,
        {
          ...{ type: 'personalData', partnerId, caf: '93', label: 'Essai', state: 'A_RETIRER' },
          facts: {
            ...{
              userId,
              wish: 'EXPORT',
              asked: 'Essai',
              until: '2099-01-01T00:00:00.000Z',
              fileId: null,
              linkRef: 'x',
              reason: null,
            },
          },
          tell: { label: 'Demande', rule: 'S7' },
        },
        actor,
        api.now,
      ),
    ),
    'security-incidents': await api.deps.db.$transaction((tx) =>
      insertCase(tx, incident, { id: userId, role: 'administrateur', label: 'Anne Roy', ip: null }, api.now),
    ),
  };
});
afterAll(() => api.stop());

/** The correction of a tuteur of Caf 93. */
async function correction93(): Promise<{ correctionId: string }> {
  const tuteur = { siret: '99992245300017', sirets: ['99992245300025'] };
  const { reopeningId } = await judgedReopening(api.deps.db, [tuteur], { at: api.now });
  const [correctionId = ''] = await api.deps.db.$transaction((tx) => startCorrections(tx, reopeningId, api.now));
  await api.deps.commands.start({ processId: correctionId, type: 'siretCorrection' });
  return { correctionId };
}

function controlFacts(userId: string, attachmentId: string | null) {
  const proof = { at: api.now.toISOString(), attachmentId, numeroInstructeur: null, titre: null };
  return {
    year: 2026,
    sampleSize: 1,
    people: [userId],
    items: [{ id: 'item', userId, about: 'T1' as const, proof, gap: null }],
    accesses: [],
    lastUses: [],
    askedAt: api.now.toISOString(),
    reminders: 0,
    gapsSince: null,
    gapReminders: 0,
    escalations: 0,
    reason: null,
  };
}

const demarcheFacts = (askedBy: string): DemarcheFacts => ({
  ...{ form: 'ADRESSE', protege: 'none', number: 'DEM-0', askedBy, declaredId: 'declared' },
  // what is sealed as declared stands for a file that was joined, too
  exchanges: [
    {
      ...{ at: '2026-03-10T09:00:00.000Z', by: 'TUTEUR', what: 'supply', wordsId: null },
      file: { id: 'declared', mediaType: 'application/pdf', size: 1 },
    },
  ],
  ...{ askedSince: null, reminders: 0 },
});

function approverFacts(userId: string) {
  return {
    userId,
    profileId: 'none',
    formerId: null,
    askedBy: userId,
    pj3: null as string | null,
    expectedSince: api.now.toISOString(),
    reminders: 0,
    reason: null,
  };
}

const userClosing = (userId: string): AskedChange => ({ what: 'close', userId, closesOn: null, replacementId: null });

function requestForm(): Record<string, unknown> {
  const { raisonSociale, address, email, phone } = partnerBody();
  return {
    raisonSociale,
    address,
    email,
    phone,
    siret: inventedSiret(20),
    caf: '93',
    profiles: ['T2'],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
}

/** A reopening is the nation's: of one a Caf reads and does its own part, which its own tests tell. */
const REOPENING = '/tuteur/reopenings/{id}';

/** A mail's template belongs to no Caf. */
const OF_AN_OBJECT = routes.filter(
  ({ path, roles }) =>
    path.includes('{id}') && path !== '/mails/templates/{id}' && !path.startsWith(REOPENING) && Array.isArray(roles),
);
const KINDS: PersonKind[] = ['agent75', 'admin75', 'agent93', 'admin93', 'national', 'operator'];

/** The object that a path is about: what stands before its id names it. */
function objectOf(path: string): string | undefined {
  const [, first = '', second = ''] = path.split('/');
  return ids[`${first}/${second}`] ?? ids[first];
}

async function ask(method: string, path: string, kind: PersonKind | null): Promise<Answer> {
  return api.call(
    method.toUpperCase(),
    path
      .replace('{id}', objectOf(path) ?? 'none')
      .replace('{userId}', 'none')
      .replace('{itemId}', 'item')
      .replace('{fileId}', 'declared')
      .replace('{noteId}', 'note')
      .replace('{code}', 'CDAP'),
    {
      ...(kind === null ? {} : { token: await api.as(kind) }),
      // a body that no operation takes: whoever gets as far as the fields may act, and nothing is changed
      ...(method === 'get' ? {} : { body: { inconnu: true } }),
    },
  );
}

describe('tenancy: every operation on an object × every role (S5)', () => {
  it('knows operations of every kind of object', () => {
    expect(OF_AN_OBJECT.length).toBeGreaterThan(20);
  });

  it.each(OF_AN_OBJECT.map((one) => [one.method, one.path] as const))('%s %s: 401 for nobody', async (method, path) => {
    expect((await ask(method, path, null)).status).toBe(401);
  });

  const reads = OF_AN_OBJECT.filter((one) => one.method === 'get');
  it.each(reads.flatMap((one) => KINDS.map((kind) => [one.path, kind, one.roles] as const)))(
    'GET %s as %s',
    async (path, kind, roles) => {
      const { status } = await ask('get', `${path}${path.endsWith('/diagnosis') ? '?service=ESAT' : ''}`, kind);
      const allowed = rolesOf(kind).some((role) => (roles as readonly string[]).includes(role));
      expect(status).toBe(!allowed ? 403 : kind.endsWith('75') ? 404 : 200);
    },
  );
});

/** The least that this contract takes: what it demands, as short as it may be. One that demands more than a form is told by hand. */
function sampleOf(contract: z.ZodType): unknown {
  return leastOf(z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }));
}

function leastOf(schema: z.core.JSONSchema.BaseSchema): unknown {
  const { type, properties = {}, required = [], items, minItems = 0, minimum = 0 } = schema;
  if (schema.enum !== undefined) return schema.enum[0];
  if (type === 'object') return Object.fromEntries(required.map((name) => [name, of(properties[name])]));
  if (type === 'array') return Array.from({ length: minItems }, () => of(items));
  return type === 'string' ? 'x' : type === 'boolean' ? true : minimum;
}

const of = (one: unknown) => leastOf(one as z.core.JSONSchema.BaseSchema);

describe('what the Cnaf alone conducts, no Caf reaches', () => {
  const national = routes.filter(
    ({ path, roles }) => path.startsWith(REOPENING) && Array.isArray(roles) && !roles.includes('cafAdmin'),
  );

  it.each(national.map((one) => [one.method, one.path] as const))('%s %s', async (method, path) => {
    expect((await ask(method, path, null)).status).toBe(401);
    for (const kind of ['agent93', 'admin93', 'admin75'] as const)
      expect((await ask(method, path, kind)).status).toBe(403);
    if (method === 'get') expect((await ask(method, path, 'national')).status).toBe(200);
  });
});

describe('Caf A changes nothing of Caf B (S5)', () => {
  const told: [string, string, unknown][] = [
    ['PATCH', '/partners/{id}', { phone: '0148000000' }],
    ['POST', '/partners/{id}/cna', { departments: ['77'], reason: 'x' }],
    ['POST', '/partners/{id}/avenants', { object: 'EXTENSION_PORTEE', departments: ['77'], reason: 'x' }],
    ['POST', '/partners/{id}/convention-end', { endsOn: '2026-12-31', reason: 'x' }],
    ['POST', '/partners/{id}/annual-controls', { year: 2026, sampleSize: 5 }],
    ['POST', '/partners/{id}/conventionnements', { services: ['ADONIS'] }],
    ['POST', '/partners/{id}/delegation-mode', { mode: 'CENTRALISE' }],
    ['POST', '/partners/{id}/users', { firstName: 'Anne', lastName: 'Roy', email: 'anne.roy2@tilleuls.example' }],
    ['POST', '/partners/{id}/administrators', { leavingUserId: null, incomingUserId: 'x' }],
    ['POST', '/partners/{id}/users/import', new FormData()],
    ['POST', '/user-imports/{id}/cancel', { reason: 'x' }],
    ['POST', '/signature-delegations/{id}/end', { until: '2099-01-01' }],
    ['POST', '/security-incidents/{id}/suspend', {}],
    ['POST', '/security-incidents/{id}/lift', {}],
    ['POST', '/partners/{id}/groups', { service: 'ESAT', code: 'X', label: 'X', managerId: 'x' }],
    ['PATCH', '/groups/{id}', { label: 'X' }],
    ['POST', '/groups/{id}/close', { reason: 'x' }],
    ['PUT', '/groups/{id}/role', { role: 'ESAT' }],
    ['DELETE', '/groups/{id}/role', undefined],
    ['PUT', '/groups/{id}/manager', { managerId: 'x' }],
    ['POST', '/groups/{id}/members', { userId: 'x' }],
    ['DELETE', '/groups/{id}/members/{userId}', undefined],
    ['POST', '/users/{id}/diagnosis/ask', { service: 'ESAT' }],
    ['POST', '/support-requests/{id}/supply', { text: 'x' }],
    ['PATCH', '/users/{id}', { phone: '0148000000' }],
    ['POST', '/users/{id}/reactivate', {}],
    ['PATCH', '/documents/{id}', { missions: ['x'] }],
    ['POST', '/documents/{id}/send', {}],
    ['POST', '/documents/{id}/return', { reason: 'x' }],
    ['POST', '/documents/{id}/withdraw', { reason: 'x' }],
    ['POST', '/documents/{id}/countersign', {}],
    ['POST', '/documents/{id}/close', { reason: 'x' }],
    ['POST', '/access-requests/{id}/take', {}],
    ['POST', '/access-requests/{id}/decision', { outcome: 'redirect' }],
    ['POST', '/tasks/{id}/claim', {}],
    ['POST', '/tasks/{id}/release', {}],
    ['POST', '/tasks/{id}/complete', { outcome: 'eligible' }],
    ['POST', '/processes/{id}/cancel', { reason: 'x' }],
    ['POST', '/processes/{id}/remind', {}],
    ['POST', '/processes/{id}/retry', {}],
    ['POST', '/esat/campaigns/{id}/cancel', { reason: 'x' }],
  ];

  const nameOf = ([method, path]: readonly [string, string, unknown]) => `${method} ${path}`;
  const send = async (kind: PersonKind, method: string, path: string, body: unknown) => {
    const target = path
      .replace('{id}', objectOf(path) ?? '')
      .replace('{userId}', 'none')
      .replace('{noteId}', 'note')
      .replace('{code}', 'CDAP');
    const token = await api.as(kind);
    return api.call(method, target, { token, ...(body instanceof FormData ? { raw: body } : { body }) });
  };
  // what only a partner's people may do is refused by role: a Caf never gets that far
  const declared = OF_AN_OBJECT.filter((one) => one.method !== 'get' && isForCaf(one.roles)).map(
    ({ method, path, body }) => [method.toUpperCase(), path, body && sampleOf(body)] as [string, string, unknown],
  );
  /** Every changing operation on an object; one that is not told above gets the least body that its contract takes. */
  const acts = [...told, ...declared.filter((one) => !told.map(nameOf).includes(nameOf(one)))];

  it('covers every changing operation on an object', () => {
    expect(acts.map(nameOf).sort()).toEqual(declared.map(nameOf).sort());
  });

  it.each(acts)(
    '%s %s: 404 for another Caf, 403 for who reads all or has no such role; nothing changes, refusals are logged',
    async (method, path, body) => {
      const before = await snapshot();
      const status = async (kind: PersonKind) => (await send(kind, method, path, body)).status;
      const target = path
        .replace('{id}', objectOf(path) ?? '')
        .replace('{userId}', 'none')
        .replace('{noteId}', 'note')
        .replace('{code}', 'CDAP');
      api.log.length = 0;
      expect(await status('admin75')).toBe(404);
      expect(JSON.parse(api.log.findLast((line) => line.includes('"refused":true')) ?? '{}')).toMatchObject({
        ...{ refused: true, status: 404, problem: 'INTROUVABLE', method, path: `/api/v1${target}` },
      });
      expect(await status('national')).toBe(403);
      // an operator sees to what runs: processes, campaigns, mails (ACT-14)
      if (!/^\/(processes|mails)|campaigns/.test(path)) expect(await status('operator')).toBe(403);
      expect(await snapshot()).toEqual(before);
    },
  );

  it('lists of another Caf hold nothing of it; filters do not open it', async () => {
    const token = await api.as('admin75');
    for (const path of [
      '/partners',
      '/processes',
      '/tasks',
      '/access-requests',
      '/esat/campaigns',
      '/audit?entity=partner',
      '/mails',
      '/support-requests',
      '/partners?caf=93',
      '/processes?caf=93',
      '/tasks?caf=93',
    ]) {
      expect([path, (await api.call('GET', path, { token })).body.items]).toEqual([path, []]);
    }
    expect((await api.call('GET', '/dashboard', { token })).body).toMatchObject({
      caf: '75',
      processes: [],
      tasks: [],
    });
    for (const kind of ['national', 'operator'] as const)
      expect(
        (await api.call('GET', '/processes?type=esatOnboarding', { token: await api.as(kind) })).body.items.length,
      ).toBeGreaterThan(0);
  });

  it('lets the former Caf of a transferred dossier read, and only the CNA act (DEL-7b)', async () => {
    const body = {
      ...partnerBody({ siret: inventedSiret(22), departments: ['93', '75'] }),
      knownInMcp: false,
      knownInHabtiers: false,
      opensOn: '2026-04-01',
    };
    const { processId } = (await api.call('POST', '/esat/onboardings', { token: await api.as('agent93'), body })).body;
    const read = await api.call('GET', `/processes/${processId}`, { token: await api.as('agent93') });
    expect(read.body).toMatchObject({ caf: 'CNA', readerCaf: '93', flags: expect.arrayContaining(['TRANSFERE_CNA']) });
    const remind = async (kind: PersonKind) =>
      (await api.call('POST', `/processes/${processId}/retry`, { token: await api.as(kind) })).status;
    expect([await remind('agent93'), await remind('agent75'), await remind('agentCna')]).toEqual([403, 404, 200]);
  });

  /** Of no partner: what a Caf uploads, is mailed and delegates itself. */
  /** … of people, and of what tuteurs declare: a Caf that no longer has them finds none of it */
  const OF_PEOPLE = /users|groups|administrators|user-imports|user-requests|tuteur\//;
  const OWN_AFFAIR = /^\/(esat\/campaigns|mails|signature-delegations)/;

  describe('once its partner has gone to the CNA, the Caf that had it reads and changes nothing any more (DEL-7b, DEL-8)', () => {
    beforeAll(async () => {
      const partners = await api.deps.db.process.findMany({
        where: { id: { in: [ids.processes ?? '', ids['tuteur/corrections'] ?? ''] } },
        select: { partnerId: true },
      });
      for (const { partnerId } of partners)
        await api.deps.db.$transaction((tx) =>
          givePartner(tx, partnerId ?? '', { from: '93', to: 'CNA', at: api.now }),
        );
    });

    it.each(acts.filter(([, path]) => !OWN_AFFAIR.test(path)))('%s %s: refused', async (method, path, body) => {
      const before = await snapshot();
      const { status } = await send('admin93', method, path, body);
      // of people it reads nothing any more: what is not there is not changed either
      expect(OF_PEOPLE.test(path) ? [403, 404] : [403]).toContain(status);
      expect(await snapshot()).toEqual(before);
    });

    it.each(['processes', 'documents', 'tasks', 'partners', 'access-requests', 'support-requests', 'annual-controls'])(
      'reads %s',
      async (kind) => {
        expect((await ask('get', `/${kind}/{id}`, 'admin93')).status).toBe(200);
        expect((await ask('get', `/${kind}/{id}`, 'agentCna')).status).toBe(200);
      },
    );

    it('lists the access request that it examined among those of its Caf', async () => {
      const { body } = await api.call('GET', '/access-requests', { token: await api.as('agent93') });
      expect(body.items.map(({ id, caf }: { id: string; caf: string }) => [id, caf])).toEqual([
        [ids['access-requests'], 'CNA'],
      ]);
    });
  });
});

function isForCaf(roles: (typeof routes)[number]['roles']): boolean {
  return Array.isArray(roles) && roles.some((role) => ['agent', 'cafAdmin', 'national'].includes(role));
}

function rolesOf(kind: PersonKind): string[] {
  if (kind === 'national' || kind === 'operator') return [kind];
  return kind.startsWith('admin') ? ['agent', 'cafAdmin'] : ['agent'];
}

async function snapshot() {
  const { db } = api.deps;
  const [processes, tasks, documents, partners, users, commands] = await Promise.all([
    db.process.findMany({ select: { id: true, version: true, state: true } }),
    db.task.findMany({ select: { id: true, state: true, assigneeId: true } }),
    db.document.findMany({ select: { id: true, version: true, state: true } }),
    db.partner.findMany({ select: { id: true, version: true } }),
    db.user.findMany({ where: { partnerId: { not: null } }, select: { id: true, phone: true, closesOn: true } }),
    db.command.count(),
  ]);
  return { processes, tasks, documents, partners, users, commands };
}
