import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ENTITLED, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startApi();
  await openedPartner(api);
});
afterEach(() => api.stop());

it('CON-11: a SIRET whose convention is active with the Caf 93 gets none of the Caf 75 unasked', async () => {
  const token = await api.as('agent75');
  const siret = '99989000700019';
  const made = await api.call('POST', '/partners', { token, body: partnerBody({ siret, departments: ['75'] }) });
  expect(made.status).toBe(201);
  const { body } = await api.call('POST', `/partners/${made.body.id}/conventionnements`, {
    token,
    body: { services: ['CDAP'], profiles: ['T2'], eligibility: ENTITLED },
  });
  const { processId } = body;
  expect((await api.call('GET', `/processes/${processId}`, { token })).body).toMatchObject({
    state: 'DOCUMENTS_A_PRODUIRE',
    flags: ['AUTRE_CAF'],
    waitingFor: { who: 'CAF' },
  });
  expect(await api.deps.db.mail.count({ where: { processId } })).toBe(0);
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId } });
  expect(task).toMatchObject({ kind: 'VERIFIER_PORTEE', reason: expect.stringMatching(/\(93\)/) });
  const answered = await api.call('POST', `/tasks/${task.id}/complete`, { token, body: { outcome: 'single' } });
  expect(answered.status).toBe(200);
  const documents = await api.deps.db.document.findMany({ where: { processId } });
  expect(documents.map(({ kind }) => kind).sort()).toEqual(['BULLETIN', 'CONTRAT', 'CONVENTION']);
});
