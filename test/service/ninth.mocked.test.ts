import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { TestApi } from '../api.ts';

let api: TestApi;
let steps: Awaited<ReturnType<typeof import('./walk.ts')['walker']>>;

/** The registry of this test file: production's lines and one more. Nothing that reads it may be loaded before. */
beforeAll(async () => {
  const declared = await import('../../domain/service/declared.ts');
  const { creches } = await import('./creches/service.ts');
  jest.unstable_mockModule('../../domain/service/declared.ts', () => ({ ...declared, CRECHES: creches }));
  const { partnerBody, startApi } = await import('../api.ts');
  const { walker } = await import('./walk.ts');
  api = await startApi();
  steps = await walker(api, partnerBody({ typeOrganisme: 'COLLECTIVITE_TERRITORIALE' }));
});
afterAll(() => api?.stop());

const get = async (path: string, token: string) => (await api.call('GET', path, { token })).body;

describe('a ninth service, in the registry of the tests only', () => {
  let processId: string;
  let omar: string;

  test('is one line of the registry, and stands last in every list', async () => {
    const { SERVICE_CODES, SERVICES } = await import('../../domain/service/services.ts');
    expect([SERVICE_CODES.length, SERVICE_CODES.at(-1), Object.values(SERVICES).at(-1)]).toEqual([
      ...[9, 'CRECHES', 'Espace Crèches'],
    ]);
    const openapi = JSON.stringify(await get('/openapi.json', steps.agent));
    expect(openapi).toContain('Espace Crèches : nombre de places');
  });

  test('asks its question, refuses who is not entitled, and has the Caf judge whom no fact settles', async () => {
    const asked = await steps.ask({ services: ['CRECHES'] });
    expect([asked.status, asked.body.errors[0].path]).toEqual([422, 'eligibility.CRECHES.places']);
    const type = (typeOrganisme: string) =>
      api.call('PATCH', `/partners/${steps.partnerId}`, { token: steps.agent, body: { typeOrganisme } });
    const body = { services: ['CRECHES'], eligibility: { CRECHES: { places: '40' } } };
    await type('DDFIP');
    expect((await steps.ask(body)).body).toMatchObject({ status: 422, rule: 'SVC-9' });
    await type('ASSOCIATION');
    ({ processId } = (await steps.ask(body)).body);
    expect((await steps.task(processId, 'VERIFIER_LEGITIMITE', 'legitimate')).status).toBe(200);
  });

  test('its bulletin says what it is for and what it asks, and opens it', async () => {
    const { bulletinSections } = await import('../../domain/document/texts/bulletin.ts');
    const { sampleDocument } = await import('../../domain/document/texts/samples.ts');
    const service = 'CRECHES' as ReturnType<typeof sampleDocument>['service'];
    const text = JSON.stringify(bulletinSections(sampleDocument('BULLETIN', { service })));
    const { creches } = await import('./creches/service.ts');
    for (const words of [creches.purpose, ...creches.access, ...creches.calendar(), ...creches.obligations])
      expect(text).toContain(words);
    await steps.open(processId);
    const services = await get(`/partners/${steps.partnerId}/services`, steps.agent);
    expect(services.items).toMatchObject([{ service: 'CRECHES', label: 'Espace Crèches', state: 'OUVERTE' }]);
  });

  test('its groups are made by the Caf, as it says, and its first user sees it in « Mes services »', async () => {
    const by = { service: 'CRECHES', role: 'CRECHES' };
    await expect(steps.user([by])).rejects.toThrow('403');
    omar = await steps.user([{ ...by, byCaf: true }]);
    expect(await steps.mine(omar)).toEqual(['CRECHES']);
  });

  test('diagnosis, yearly control and support know it', async () => {
    const { id } = (await get('/me', omar)).user;
    const diagnosis = await get(`/users/${id}/diagnosis?service=CRECHES`, omar);
    expect(diagnosis.advice.map(({ rule }: { rule: string }) => rule)).toContain('SVC-9');
    const begun = await api.call('POST', `/partners/${steps.partnerId}/annual-controls`, {
      token: steps.agent,
      body: { year: 2026, sampleSize: 5 },
    });
    expect(begun.status).toBe(202);
    expect(begun.body.items).toMatchObject([{ about: 'CRECHES', user: { id } }]);
    const { parseSubject } = await import('../../domain/supportRequest/subject.ts');
    expect(parseSubject('CRECHES 26_1 Ville')).toMatchObject({ service: 'CRECHES' });
  });

  test('it is suspended for the partner, and closed with its bulletin', async () => {
    const suspended = await api.call('POST', `/partners/${steps.partnerId}/services/CRECHES/suspend`, {
      token: steps.agent,
      body: { reason: 'Panne' },
    });
    expect(suspended.status).toBe(202);
    expect(await steps.mine(omar)).toEqual([]);
    expect(await steps.close()).toEqual(['CRECHES FERMEE']);
  });
});
