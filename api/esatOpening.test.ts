import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { ELIGIBILITY_FORM } from '../test/builders/dossier.ts';
import { cafCountersigns, partnerSigns } from '../test/signing.ts';

let api: TestApi;
let agent: string;
beforeEach(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterEach(() => api.stop());

async function done(
  processId: string,
  kind: string,
  outcome: string,
  fields: Record<string, unknown> = {},
): Promise<Answer> {
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId, kind, state: 'OUVERTE' } });
  return api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body: { outcome, ...fields } });
}

/** A dossier of case 3: the partner and its convention are known in MCP. */
async function case3(): Promise<string> {
  const body = { ...partnerBody(), knownInMcp: true, knownInHabtiers: false, conventionNumber: '22_051' };
  const started = await api.call('POST', '/esat/onboardings', {
    token: agent,
    body: { ...body, delegationMode: 'DELEGUE', opensOn: '2026-01-01', confirmed: true },
  });
  expect(started).toMatchObject({ status: 202, body: { useCase: 3 } });
  return started.body.processId;
}

describe('a prefilled bulletin never defeats ESAT-20', () => {
  const body = () => ({
    ...partnerBody({ siret: '99992546400011', raisonSociale: 'ESAT Les Ormes', email: 'direction@ormes.example' }),
    ...{ knownInMcp: true, knownInHabtiers: false, conventionNumber: '22_077', delegationMode: 'DELEGUE' },
    // of another SIREN
    ...{ conventionSiret: '99991643000013', opensOn: '2026-03-10' },
  });
  const start = (over: object = {}) =>
    api.call('POST', '/esat/onboardings', { token: agent, body: { ...body(), ...over } });

  it('a convention of another SIRET is held, as a row would be, until it is confirmed', async () => {
    const held = await start();
    expect([held.status, held.body.code, held.body.rule]).toEqual([422, 'SIRET_CONVENTION_DIFFERENT', 'ESAT-20']);
    expect(held.body.errors[0].path).toBe('conventionSiretConfirmed');
    expect(await api.deps.db.process.count({ where: { label: { contains: 'Les Ormes' } } })).toBe(0);
  });

  it('confirmed, the partner is offered its own SIRET: taken as it is, the bulletin blocks the opening', async () => {
    const { processId } = (await start({ conventionSiretConfirmed: true })).body;
    await done(processId, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM });
    await done(processId, 'VERIFIER_MISSION', 'confirmed');
    const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({
      where: { id: processId },
    });
    const link = { kind: 'dossier' as const, linkRef, version: linkVersion, recipient: linkEmail ?? '' };
    const token = api.deps.secrets.linkToken(link);
    const { documents } = (await api.call('GET', `/links/${token}`)).body;
    const bulletin = documents.find((one: { kind: string }) => one.kind === 'BULLETIN');
    expect(bulletin.defaults.siret).toBe('99992546400011');
    const administrateur = { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@ormes.example' };
    const signatory = { name: 'Ana Blanc', function: 'Directrice' };
    const content = { ...bulletin.defaults, administrateur, signatory };
    const act = { action: 'complete', documentId: bulletin.id, content };
    expect((await api.call('POST', `/links/${token}`, { body: act })).status).toBe(200);
    const { state } = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
    expect(state).toBe('BLOQUE_SIRET');
  });
});

describe('opening Esat for a partner known in MCP (AC-19)', () => {
  it('countersigning the bulletin without its avenant answers 409 AVENANT_MANQUANT; after the avenant the service opens', async () => {
    const processId = await case3();
    await done(processId, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM });
    await done(processId, 'VERIFIER_MISSION', 'confirmed');
    await partnerSigns(api.deps, processId);
    const countersign = async (kind: string) => {
      const { id } = await api.deps.db.document.findFirstOrThrow({ where: { processId, kind, origin: 'PASSERELLE' } });
      return api.call('POST', `/documents/${id}/countersign`, { token: agent });
    };

    expect(await countersign('BULLETIN')).toMatchObject({
      status: 409,
      body: { code: 'AVENANT_MANQUANT', rule: 'ESAT-14' },
    });
    expect(await api.deps.db.openedService.count()).toBe(0);
    expect((await countersign('AVENANT')).status).toBe(200);
    expect((await countersign('BULLETIN')).status).toBe(200);
    expect(await api.deps.db.openedService.findMany()).toMatchObject([{ service: 'ESAT', state: 'OUVERTE' }]);
    const convention = await api.deps.db.document.findMany({ where: { kind: 'CONVENTION' } });
    expect(convention).toMatchObject([{ number: '22_051', state: 'ACTIF' }]);
  });

  it('asks the Caf for the eligibility form that the partner does not fill, every fault at once; the bulletin joins it (ESAT-5)', async () => {
    const processId = await case3();
    const faultsOf = async (fields: Record<string, unknown>) => {
      const { status, body } = await done(processId, 'VERIFIER_ELIGIBILITE', 'eligible', fields);
      return [status, ...body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)];
    };
    expect(await faultsOf({ form: { places: { a: 1 }, autorisation: ['x'] } })).toEqual([
      422,
      'form.casf CHAMP_OBLIGATOIRE',
      'form.cdaph CHAMP_OBLIGATOIRE',
      'form.places CHAMP_INVALIDE',
      'form.autorisation CHAMP_INVALIDE',
    ]);
    expect(await faultsOf({ form: { ...ELIGIBILITY_FORM, places: 0, autorisation: ' ' } })).toEqual([
      422,
      'form.places CHAMP_INVALIDE',
      'form.autorisation CHAMP_OBLIGATOIRE',
    ]);
    expect(await faultsOf({})).toHaveLength(5);
    expect((await done(processId, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM })).status).toBe(200);
    await done(processId, 'VERIFIER_MISSION', 'confirmed');
    const { id } = await api.deps.db.document.findFirstOrThrow({ where: { processId, kind: 'BULLETIN' } });
    expect((await api.call('GET', `/documents/${id}/pdf`, { token: agent })).status).toBe(200);
  });

  it('keeps what a convention taken over said before its avenant (CONV-16)', async () => {
    const processId = await case3();
    await done(processId, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM });
    await done(processId, 'VERIFIER_MISSION', 'changed', { missions: ['Aide, conseil'] });
    await partnerSigns(api.deps, processId);
    await cafCountersigns(api, processId);
    const convention = await api.deps.db.document.findFirstOrThrow({ where: { kind: 'CONVENTION' } });
    expect(convention).toMatchObject({ version: 1, content: { missions: ['Aide, conseil'] } });
    const { body } = await api.call('GET', `/documents/${convention.id}/versions`, { token: agent });
    expect(body.items).toMatchObject([{ version: 1, content: { missions: ['ESAT'] }, signatures: [] }]);
  });
});
