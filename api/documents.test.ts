import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { partnerSigns } from '../test/signing.ts';

let api: TestApi;
let agent: string;
let next = 300;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
}, 60_000);
afterAll(() => api.stop());

/** A conventionnement whose documents have just been mailed. */
async function conventionnement(): Promise<{ processId: string; partnerId: string }> {
  const body = partnerBody({ siret: inventedSiret(next++) });
  const { body: partner } = await api.call('POST', '/partners', { token: agent, body });
  const started = await api.call('POST', `/partners/${partner.id}/conventionnements`, {
    token: agent,
    body: { services: ['ADONIS'], missions: ['Insertion'], opensOn: '2026-04-01' },
  });
  return { processId: started.body.processId, partnerId: partner.id };
}

const documentOf = (processId: string, kind: 'CONVENTION' | 'CONTRAT' | 'BULLETIN') =>
  api.deps.db.document.findFirstOrThrow({ where: { processId, kind } });

describe('a signed document (§4.3 « Signature »)', () => {
  it('keeps the party that signed it when the partner’s particulars are corrected (CONV-16)', async () => {
    const { processId, partnerId } = await conventionnement();
    await partnerSigns(api.deps, processId);
    const { id } = await documentOf(processId, 'CONTRAT');
    const print = async () => (await api.call('GET', `/documents/${id}/pdf`, { token: agent })).body;
    const before = await print();
    const renamed = await api.call('PATCH', `/partners/${partnerId}`, {
      token: agent,
      body: { raisonSociale: 'Tout autre association' },
    });
    expect([renamed.status, renamed.body.raisonSociale]).toEqual([200, 'Tout autre association']);
    expect(await print()).toBe(before);
    const { body } = await api.call('GET', `/documents/${id}`, { token: agent });
    expect(body.content.partner.raisonSociale).toBe(partnerBody().raisonSociale);
    expect(body.signatures.map((one: { hash: string }) => one.hash)).toEqual([body.hash]);
  });
});
