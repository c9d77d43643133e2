import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

describe('access requests', () => {
  const form = (siret: string, over: Record<string, unknown> = {}) => {
    const { raisonSociale, address, email, phone } = partnerBody();
    return {
      raisonSociale,
      address,
      email,
      phone,
      siret,
      caf: '93',
      profiles: ['T2'],
      cafproOtherDepartment: false,
      otherCafNeed: false,
      ...over,
    };
  };

  it('are submitted by anyone, taken, asked for more, answered by the link and accepted (AC-01, REM-1)', async () => {
    const siret = inventedSiret(60);
    const submitted = await api.call('POST', '/access-requests', { body: form(siret) });
    expect(submitted.body).toMatchObject({ state: 'DEPOSEE', reference: expect.stringMatching(/^DA-2026-/) });
    expect([submitted.status, submitted.headers.get('location')]).toEqual([
      202,
      `/api/v1/processes/${submitted.body.processId}`,
    ]);
    const path = `/access-requests/${submitted.body.id}`;
    expect((await api.call('POST', `${path}/take`, { token: agent })).body.state).toBe('EN_ETUDE');
    expect(
      (
        await api.call('POST', `${path}/decision`, {
          token: agent,
          body: { outcome: 'ask', what: 'Le numéro de subvention' },
        })
      ).body.state,
    ).toBe('COMPLEMENT_DEMANDE');
    const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({
      where: { id: submitted.body.processId },
    });
    const token = api.deps.secrets.linkToken({
      kind: 'request',
      linkRef,
      version: linkVersion,
      recipient: linkEmail ?? '',
    });
    expect((await api.call('GET', `/links/${token}`)).body).toMatchObject({
      kind: 'request',
      actions: ['supply', 'withdraw'],
      request: { question: 'Le numéro de subvention' },
    });
    const supplied = await api.call('POST', `${path}/supply`, {
      body: { answer: 'Convention 2026-12' },
      headers: { 'x-link-token': token },
    });
    expect([supplied.status, supplied.body.state]).toEqual([200, 'EN_ETUDE']);
    const refused = await api.call('POST', `${path}/decision`, {
      token: agent,
      body: { outcome: 'refuse', reasons: {} },
    });
    expect(refused.status).toBe(422);
    const accepted = await api.call('POST', `${path}/decision`, {
      token: agent,
      body: { outcome: 'accept', profiles: ['T2'] },
    });
    expect([accepted.status, accepted.body.state, accepted.body.decision?.profiles[0]]).toEqual([
      200,
      'ACCEPTEE',
      expect.objectContaining({ profile: 'T2', accepted: true }),
    ]);
    // an end answers alike whatever has ended
    const again = await api.call('POST', `${path}/take`, { token: agent });
    expect([again.status, again.body.code]).toEqual([409, 'DEMANDE_TERMINEE']);
    const started = await api.call('GET', `/processes?type=conventionnement`, { token: agent });
    expect(started.body.items[0].businessKey).toContain(siret);
  });

  it('tell every fault, conditional ones included, and store nothing (AC-03, AC-04, REQ-3)', async () => {
    const before = await api.deps.db.accessRequest.count();
    const answer = await api.call('POST', '/access-requests', {
      body: form('99992546400012', { otherCafNeed: true, cafproDepartments: ['73'], inconnu: 1 }),
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((one: { path: string }) => one.path).sort()).toEqual([
      'cafproDepartments',
      'inconnu',
      'motivation',
      'otherCafDepartments',
      'siret',
    ]);
    expect(await api.deps.db.accessRequest.count()).toBe(before);
  });

  it('are one per SIRET: a second one is 409 and says nothing about the first (REQ-20)', async () => {
    const siret = inventedSiret(61);
    await api.call('POST', '/access-requests', { body: form(siret) });
    const second = await api.call('POST', '/access-requests', {
      body: form(siret, { email: 'autre@ailleurs.example' }),
    });
    expect([second.status, second.body.code, second.body.processId]).toEqual([409, 'DEMANDE_DEJA_OUVERTE', undefined]);
  });

  it('are limited by address', async () => {
    const strict = await startApi({
      limits: { ...api.deps.limits, publicForm: { delayAfter: 2, lockAt: 2, lockMs: 60_000, windowMs: 60_000 } },
    });
    try {
      for (let sent = 0; sent < 2; sent += 1) await strict.call('POST', '/access-requests', { body: {} });
      const third = await strict.call('POST', '/access-requests', { body: {} });
      expect([third.status, third.headers.get('retry-after')]).toEqual([429, '60']);
    } finally {
      await strict.stop();
    }
  });
});

describe('tasks', () => {
  it('are claimed by one agent, released, completed by a known outcome with known fields', async () => {
    const { body: started } = await api.call('POST', '/esat/onboardings', {
      token: agent,
      body: {
        ...partnerBody({ siret: inventedSiret(62) }),
        knownInMcp: true,
        conventionSiret: inventedSiret(62),
        knownInHabtiers: false,
        delegationMode: 'DELEGUE',
        opensOn: '2026-04-01',
      },
    });
    expect(started.useCase).toBe(3);
    const { body: list } = await api.call('GET', `/tasks?dossier=${started.processId}&kind=VERIFIER_ELIGIBILITE`, {
      token: agent,
    });
    const [task] = list.items;
    expect(task).toMatchObject({
      dossier: started.processId,
      caf: '93',
      assignee: null,
      state: 'OUVERTE',
      outcomes: ['eligible', 'notEligible'],
      late: false,
    });
    expect((await api.call('POST', `/tasks/${task.id}/claim`, { token: agent })).body.assignee.name).toBe(
      'agent93 Essai',
    );
    const admin = await api.as('admin93');
    expect((await api.call('POST', `/tasks/${task.id}/claim`, { token: admin })).body).toMatchObject({
      status: 409,
      code: 'TACHE_PRISE',
    });
    expect(
      (await api.call('GET', '/tasks?assignee=me&state=OUVERTE&kind=VERIFIER_ELIGIBILITE', { token: agent })).body
        .items,
    ).toHaveLength(1);
    expect((await api.call('POST', `/tasks/${task.id}/release`, { token: admin })).body.assignee).toBeNull();
    const unknown = await api.call('POST', `/tasks/${task.id}/complete`, {
      token: agent,
      body: { outcome: 'peutEtre' },
    });
    expect(unknown.body).toMatchObject({ status: 422, code: 'ISSUE_INCONNUE' });
    const strange = await api.call('POST', `/tasks/${task.id}/complete`, {
      token: agent,
      body: { outcome: 'notEligible', motif: 'x' },
    });
    expect(strange.body.errors[0]).toMatchObject({ path: 'motif', code: 'CHAMP_INCONNU' });
    const done = await api.call('POST', `/tasks/${task.id}/complete`, {
      token: agent,
      body: { outcome: 'notEligible', reason: 'Pas un Esat' },
    });
    expect(done.body).toMatchObject({ state: 'FAITE', outcome: 'notEligible' });
    const ofDossier = async (state: string) =>
      (await api.call('GET', `/tasks?dossier=${started.processId}${state}`, { token: agent })).body.items.length;
    expect([await ofDossier(''), await ofDossier('&state=FAITE'), await ofDossier('&state=TOUTES')]).toEqual([0, 1, 2]);
    expect((await api.call('GET', `/processes/${started.processId}`, { token: agent })).body).toMatchObject({
      state: 'INELIGIBLE',
      waitingFor: null,
    });
    expect(
      (await api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body: { outcome: 'eligible' } })).body,
    ).toMatchObject({ status: 409 });
  });
});

describe('several processes at once', () => {
  it('answers for each: done, refused by the rules, or not there', async () => {
    const start = async (seed: number) =>
      (
        await api.call('POST', '/esat/onboardings', {
          token: agent,
          body: {
            ...partnerBody({ siret: inventedSiret(seed) }),
            knownInMcp: false,
            knownInHabtiers: false,
            opensOn: '2026-04-01',
          },
        })
      ).body.processId;
    const [first, second] = [await start(63), await start(64)];
    await api.call('POST', `/processes/${second}/cancel`, { token: agent, body: { reason: 'Essai' } });
    const headers = { 'idempotency-key': 'batch' };
    const body = { ids: [first, second, 'nowhere'], action: 'cancel', reason: 'Doublon' };
    const answer = await api.call('POST', '/processes/batch', { token: agent, body, headers });
    expect(answer.body.items.map((one: { status: string; code: string | null }) => [one.status, one.code])).toEqual([
      ['done', null],
      ['refused', 'DOSSIER_TERMINE'],
      ['refused', 'INTROUVABLE'],
    ]);
    expect(
      (await api.call('POST', '/processes/batch', { token: agent, body: { ids: [first], action: 'cancel' } })).body
        .code,
    ).toBe('CHAMP_OBLIGATOIRE');
  });

  it('filters by lateness, life and who is awaited', async () => {
    const count = async (query: string) =>
      (await api.call('GET', `/processes?limit=200&${query}`, { token: agent })).body.items.length;
    const all = await count('');
    expect((await count('status=open')) + (await count('status=closed'))).toBe(all);
    expect(await count('late=true')).toBe(0);
    const open = (await api.call('GET', '/processes?status=open', { token: agent })).body.items[0];
    await api.deps.db.process.update({ where: { id: open.id }, data: { dueAt: new Date(api.now.getTime() - 1) } });
    expect(await count('late=true')).toBe(1);
    expect(await count('late=false')).toBe(all - 1);
    expect((await api.call('GET', `/processes/${open.id}`, { token: agent })).body.late).toBe(true);
  });
});
