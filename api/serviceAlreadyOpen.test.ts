import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, ENTITLED, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';
import { cafCountersigns, partnerSigns } from '../test/signing.ts';

let api: TestApi;
let partnerId: string;
let agent: string;
beforeEach(async () => {
  api = await startApi();
  ({ partnerId } = await openedPartner(api));
  agent = await api.as('agent93');
  const bulletin = await api.deps.db.document.findFirstOrThrow({ where: { partnerId, service: 'CDAP' } });
  const roles = ['T2'];
  await api.deps.db.document.update({ where: { id: bulletin.id }, data: { content: { roles, departments: ['93'] } } });
});
afterEach(() => api.stop());

const start = (body: object): Promise<Answer> =>
  api.call('POST', `/partners/${partnerId}/conventionnements`, {
    token: agent,
    body: { eligibility: ENTITLED, ...body },
  });
const bulletins = async () =>
  (
    await api.deps.db.document.findMany({
      where: { partnerId, kind: 'BULLETIN', service: 'CDAP' },
      orderBy: { createdAt: 'asc' },
    })
  ).map(({ state, content }) => [state, (content as { roles: string[] }).roles]);

describe('a service the partner has already (CONV-7, REQ-17)', () => {
  it('is refused 409 SERVICE_DEJA_OUVERT, and nothing is begun', async () => {
    expect(await start({ services: ['CDAP'], profiles: ['T2'] })).toMatchObject({
      status: 409,
      body: { code: 'SERVICE_DEJA_OUVERT', rule: 'CONV-7' },
    });
    expect(await api.deps.db.process.count({ where: { partnerId, type: 'conventionnement' } })).toBe(0);
  });

  it('gets the profiles it did not have by a bulletin that replaces the one in force', async () => {
    const started = await start({ services: ['CDAP'], profiles: ['T9'] });
    expect(started.status).toBe(202);
    const { processId } = started.body;
    await partnerSigns(api.deps, processId);
    expect((await cafCountersigns(api, processId)).status).toBe(200);
    expect(await bulletins()).toEqual([
      ['CLOS', ['T2']],
      ['ACTIF', ['T2', 'T9']],
    ]);
    const process = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
    expect(process).toMatchObject({ state: 'SERVICE_OUVERT', nextActionAt: null });
    const services = await api.deps.db.openedService.findMany({ where: { partnerId, service: 'CDAP' } });
    expect(services.map(({ state }) => state).sort()).toEqual(['FERMEE', 'OUVERTE']);
    expect((await start({ services: ['CDAP'], profiles: ['T9'] })).body.code).toBe('SERVICE_DEJA_OUVERT');
  });
});
