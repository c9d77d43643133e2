import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { cafCountersigns, partnerSigns } from '../test/signing.ts';

let api: TestApi;
let agent: string;
let next = 300;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

/** A conventionnement whose documents have just been mailed. */
async function conventionnement(): Promise<{ processId: string; partnerId: string }> {
  const body = partnerBody({ siret: inventedSiret(next++), ...HOME_HELP });
  const { body: partner } = await api.call('POST', '/partners', { token: agent, body });
  const started = await api.call('POST', `/partners/${partner.id}/conventionnements`, {
    token: agent,
    body: { services: ['ADONIS'], missions: ['Insertion'], opensOn: '2026-04-01' },
  });
  return { processId: started.body.processId, partnerId: partner.id };
}

const documentOf = (processId: string, kind: Kind) =>
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
    // S6: by the application's own role, past its rules
    const forged = api.deps.db.$executeRaw`UPDATE document_version SET content = '{}' WHERE document_id = ${id}`;
    await expect(forged).rejects.toThrow('permission denied');
    const added = api.deps.db
      .$executeRaw`INSERT INTO document_version SELECT document_id, version, siret, '{}', at, 99 FROM document_version WHERE document_id = ${id}`;
    await expect(added).rejects.toThrow('a version that was signed is never changed');
  });

  it('has its number in the journal too (S6)', async () => {
    const { processId } = await conventionnement();
    const { id, number } = await documentOf(processId, 'CONVENTION');
    expect(number).toMatch(/^26_\d+$/);
    const lines = await api.deps.db.auditLine.findMany({ where: { processId } });
    const told = lines.filter(({ after }) => JSON.stringify(after)?.includes(`"number":"${number}"`));
    expect(told.map(({ entityId, after }) => entityId === id || JSON.stringify(after).includes(id))).toEqual([true]);
  });

  it('is kept in the version that was signed, a draft that was corrected included', async () => {
    const { processId } = await conventionnement();
    await partnerSigns(api.deps, processId);
    const { id } = await documentOf(processId, 'CONVENTION');
    await returned(processId, ['CONVENTION', 'BULLETIN']);
    expect((await correct(processId, { missions: ['Aide, conseil', 'Logement'] })).status).toBe(200);
    // S6: what the draft was before it was rewritten under its number stays as a revision, and nobody's role takes it away
    const revisions = await api.deps.db.documentVersion.findMany({
      where: { documentId: id },
      orderBy: [{ version: 'asc' }, { revision: 'asc' }],
    });
    expect(
      revisions.map(({ version, revision, content }) => [version, revision, (content as Content).missions]),
    ).toEqual([
      [1, 1, ['Insertion']],
      [2, 1, ['Insertion']],
      [2, 2, ['Aide, conseil', 'Logement']],
    ]);
    await partnerSigns(api.deps, processId);
    api.now = new Date(api.now.getTime() + 60_000); // signatures come in the order of their instants
    expect((await cafCountersigns(api, processId)).status).toBe(200);
    const { body } = await api.call('GET', `/documents/${id}/versions`, { token: agent });
    expect(body.items.map((one: { content: { missions: string[] } }) => one.content.missions)).toEqual([
      ['Insertion'],
      ['Aide, conseil', 'Logement'],
    ]);
    // what was typed of people is in the journal, before and after, and to be read by the Caf's administrator alone
    const lines = await api.deps.db.auditLine.findMany({ where: { processId }, orderBy: { id: 'asc' } });
    expect(JSON.stringify(lines.map(({ before, after }) => [before, after]))).not.toContain('.example');
    const completed = lines.find(({ action }) => action === 'document.complete');
    const told = await api.call('GET', `/audit?processId=${processId}&action=document.complete`, {
      token: await api.as('admin93'),
    });
    expect(completed?.after).toMatchObject({ personal: { fields: expect.arrayContaining(['content.signatory']) } });
    expect(JSON.stringify(told.body.items)).toContain('.example');
    const [first, second] = body.items;
    const signed = (version: { signatures: { party: string; hash: string }[] }) =>
      version.signatures.map(({ party, hash }) => [party, hash]);
    expect(signed(first)).toEqual([['PARTENAIRE', first.hash]]);
    expect(signed(second)).toEqual([
      ['PARTENAIRE', second.hash],
      ['CAF', second.hash],
    ]);
    const print = async (version: number) =>
      (await api.call('GET', `/documents/${id}/pdf?version=${version}`, { token: agent })).status;
    expect([await print(1), await print(2), await print(3)]).toEqual([200, 200, 404]);
    const stranger = await api.call('GET', `/documents/${id}/versions`, { token: await api.as('agent75') });
    expect(stranger.status).toBe(404);
  });
});

type Kind = 'CONVENTION' | 'CONTRAT' | 'BULLETIN';
type Content = { missions?: string[] };

/** The agent sends these documents back. */
async function returned(processId: string, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds) {
    const { id } = await documentOf(processId, kind);
    const answer = await api.call('POST', `/documents/${id}/return`, { token: agent, body: { reason: 'À revoir' } });
    expect(answer.status).toBe(200);
  }
}

/** The agent corrects what came back and sends it again. */
async function correct(processId: string, fields: Record<string, unknown>): Promise<Answer> {
  const where = { processId, kind: 'CORRIGER_DOCUMENTS', state: 'OUVERTE' };
  const { id } = await api.deps.db.task.findFirstOrThrow({ where });
  return api.call('POST', `/tasks/${id}/complete`, { token: agent, body: { outcome: 'send', ...fields } });
}
