import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { partnerSigns } from '../test/signing.ts';

let api: TestApi;
let agent: string;
beforeEach(async () => {
  api = await startApi();
  agent = await api.as('agent93');
}, 60_000);
afterEach(() => api.stop());

async function done(processId: string, kind: string, outcome: string): Promise<void> {
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId, kind, state: 'OUVERTE' } });
  await api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body: { outcome } });
}

describe('opening Esat for a partner known in MCP (AC-19)', () => {
  it('countersigning the bulletin without its avenant answers 409 AVENANT_MANQUANT; after the avenant the service opens', async () => {
    const body = { ...partnerBody(), knownInMcp: true, knownInHabtiers: false, conventionNumber: '22_051' };
    const started = await api.call('POST', '/esat/onboardings', {
      token: agent,
      body: { ...body, delegationMode: 'DELEGUE', opensOn: '2026-01-01' },
    });
    expect(started).toMatchObject({ status: 202, body: { useCase: 3 } });
    const { processId } = started.body;
    await done(processId, 'VERIFIER_ELIGIBILITE', 'eligible');
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
  }, 60_000);
});
