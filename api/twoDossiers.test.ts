import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, ENTITLED, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { PARTNER } from '../test/builders/dossier.ts';
import { cafCountersigns, partnerSigns } from '../test/signing.ts';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

const SIRETS = ['99991041700016', '99992546400011', '99989000700019', '73282932000074', '55208131766522'];

async function newPartner(): Promise<string> {
  const siret = SIRETS.shift() ?? '';
  const made = await api.call('POST', '/partners', { token: agent, body: partnerBody({ siret }) });
  expect(made.status).toBe(201);
  return made.body.id;
}

const start = (partnerId: string, body: object): Promise<Answer> =>
  api.call('POST', `/partners/${partnerId}/conventionnements`, {
    token: agent,
    body: { eligibility: ENTITLED, ...body },
  });
const kinds = async (processId: string) =>
  (await api.deps.db.document.findMany({ where: { processId, state: { not: 'ABANDONNE' } } }))
    .map(({ kind }) => kind)
    .sort();
const dossier = async (id: string) => (await api.call('GET', `/processes/${id}`, { token: agent })).body;
const CDAP = { services: ['CDAP'], profiles: ['T2'] };
const AFAS = { services: ['AFAS'] };

describe('two dossiers at once for one new partner (CONV-6, CONV-7, DEL-12)', () => {
  it('really at once: one convention and one contrat, and each its bulletin; signed in any order, two services are open under it', async () => {
    const partnerId = await newPartner();
    const started = await Promise.all([start(partnerId, CDAP), start(partnerId, AFAS)]);
    expect(started.map(({ status }) => status)).toEqual([202, 202]);
    const ids: string[] = started.map(({ body }) => body.processId);
    const drafted = await Promise.all(ids.map(kinds));
    expect(drafted.toSorted((a, b) => a.length - b.length)).toEqual([
      ['BULLETIN'],
      ['BULLETIN', 'CONTRAT', 'CONVENTION'],
    ]);
    const second = ids[drafted.findIndex((one) => one.length === 1)] ?? '';
    const first = ids.find((id) => id !== second) ?? '';

    await partnerSigns(api.deps, second);
    // nothing is asked of the Caf that would be refused (CONV-8)
    expect(await dossier(second)).toMatchObject({ state: 'DOCUMENTS_SIGNES', waitingFor: { who: 'SYSTEME' } });
    expect(await api.deps.db.task.count({ where: { processId: second } })).toBe(0);

    await partnerSigns(api.deps, first);
    expect((await cafCountersigns(api, first)).status).toBe(200);
    await api.sweep(second);
    expect((await cafCountersigns(api, second)).status).toBe(200);

    const services = await api.deps.db.openedService.findMany({ where: { partnerId }, include: { bulletin: true } });
    expect(services.map(({ service, state }) => `${service} ${state}`).sort()).toEqual([
      'AFAS OUVERTE',
      'CDAP OUVERTE',
    ]);
    expect(new Set(services.map(({ bulletin }) => bulletin.conventionId)).size).toBe(1);
    expect(await api.deps.db.document.count({ where: { partnerId, kind: 'CONVENTION' } })).toBe(1);
  });

  it('another mode than the one under way is refused at the start, also really at once, and names the dossier', async () => {
    const partnerId = await newPartner();
    const both = await Promise.all([
      start(partnerId, { ...CDAP, delegationMode: 'DELEGUE' }),
      start(partnerId, { ...AFAS, delegationMode: 'CENTRALISE' }),
    ]);
    const [begun, refused] = both.toSorted((a, b) => a.status - b.status);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'MODE_EN_COURS', rule: 'DEL-12', processId: begun?.body.processId, errors: [] },
    });
    expect(refused?.body.detail).toMatch(
      /en cours en mode (délégué|centralisé), et tous ses services ont le même mode/,
    );
    expect(await api.deps.db.process.count({ where: { partnerId } })).toBe(1);
  });

  it('an Esat joins the convention that Cdap is making, in its mode; another mode is refused to it too', async () => {
    const partnerId = await newPartner();
    const begun = await start(partnerId, { ...CDAP, delegationMode: 'CENTRALISE' });
    const { siret } = await api.deps.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
    const esat = { ...partnerBody({ siret }), knownInMcp: false, knownInHabtiers: false, opensOn: '2026-03-10' };
    const onboard = (over: object) =>
      api.call('POST', '/esat/onboardings', { token: agent, body: { ...esat, ...over } });
    expect((await onboard({ delegationMode: 'DELEGUE' })).body).toMatchObject({
      code: 'MODE_EN_COURS',
      processId: begun.body.processId,
    });
    const { processId } = (await onboard({})).body;
    const fill = { type: 'fillEligibility', form: { casf: true, cdaph: true, places: 4, autorisation: 'A' } } as const;
    const asked = { processId, type: 'esatOnboarding', act: fill, actor: PARTNER, key: 'form', bodyHash: '' } as const;
    expect((await api.deps.commands.send(asked)).status).toBe('done');
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId, kind: 'VERIFIER_ELIGIBILITE' } });
    const told = { token: agent, body: { outcome: 'eligible' } };
    expect((await api.call('POST', `/tasks/${task.id}/complete`, told)).status).toBe(200);
    expect(await kinds(processId)).toEqual(['BULLETIN']);
    const [contrat] = await api.deps.db.document.findMany({ where: { partnerId, kind: 'CONTRAT' } });
    expect(contrat?.content).toMatchObject({ delegationMode: 'CENTRALISE' });
  });

  it('the first is cancelled: the second makes the convention itself, in the same mode, and what was signed stays', async () => {
    const partnerId = await newPartner();
    const first = (await start(partnerId, { ...CDAP, delegationMode: 'CENTRALISE' })).body.processId;
    const second = (await start(partnerId, AFAS)).body.processId;
    await partnerSigns(api.deps, second);
    const cancelled = await api.call('POST', `/processes/${first}/cancel`, {
      token: agent,
      body: { reason: 'Erreur' },
    });
    expect(cancelled.status).toBe(200);
    await api.sweep(second);
    expect(await kinds(second)).toEqual(['BULLETIN', 'CONTRAT', 'CONVENTION']);
    const unsigned = await api.deps.db.document.findMany({ where: { processId: second, state: 'A_SIGNER' } });
    expect(unsigned.map(({ kind }) => kind).sort()).toEqual(['CONTRAT', 'CONVENTION']);
    expect(unsigned.find(({ kind }) => kind === 'CONTRAT')?.content).toMatchObject({ delegationMode: 'CENTRALISE' });
  });

  it('a service that another dossier is on its way to is refused, whatever comes with it', async () => {
    const partnerId = await newPartner();
    const first = (await start(partnerId, CDAP)).body.processId;
    expect(await start(partnerId, { services: ['CDAP', 'AFAS'], profiles: ['T2'] })).toMatchObject({
      status: 409,
      body: { code: 'PROCESSUS_EN_COURS', processId: first },
    });
  });
});
