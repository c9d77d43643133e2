import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let partnerId: string;
let claire: string;
let agent: string;
beforeAll(async () => {
  api = await startApi();
  ({ partnerId, claire } = await openedPartner(api));
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

const end = (body: object, token = claire) =>
  api.call('POST', `/partners/${partnerId}/convention-end`, {
    token,
    body: { reason: 'L’établissement ferme', ...body },
  });
const read = async (token = claire) => (await api.call('GET', `/partners/${partnerId}/convention-end`, { token })).body;
const mailed = async (template: string) =>
  (await api.deps.db.mail.findMany({ where: { template } })).map(({ recipient }) => recipient).toSorted();

it('a bulletin, then a contrat, that was signed before Passerelle and has no dossier is closed alone: its services end, the convention stays (§4.3 « close »)', async () => {
  const other = await startApi();
  const peupliers = await openedPartner(other);
  const { db } = other.deps;
  const token = await other.as('agent93');
  const where = { partnerId: peupliers.partnerId };
  const documentId = async (kind: string, service: string | null = null) =>
    (await db.document.findFirstOrThrow({ where: { ...where, kind, service } })).id;
  const close = async (id: string) =>
    (await other.call('POST', `/documents/${id}/close`, { token, body: { reason: 'N’est plus utilisé' } })).body.state;
  const standing = async () => [
    (await db.document.findMany({ where: { ...where, state: 'ACTIF' } }))
      .map(({ kind, service }) => service ?? kind)
      .toSorted(),
    (await db.openedService.findMany({ where: { ...where, state: 'OUVERTE' } }))
      .map(({ service }) => service)
      .toSorted(),
  ];
  expect(await close(await documentId('BULLETIN', 'CDAP'))).toBe('CLOS');
  expect(await standing()).toEqual([['CONTRAT', 'CONVENTION', 'ESAT'], ['ESAT']]);
  const ended = await db.process.findMany({ where });
  expect(ended.map(({ type, label, state, closedAt }) => [type, label, state, closedAt !== null])).toEqual([
    [
      'conventionEnding',
      expect.stringMatching(/clôture : bulletin d'adhésion – Consulter dossier/),
      'CONVENTION_CLOSE',
      true,
    ],
  ]);
  expect(await close(await documentId('CONTRAT'))).toBe('CLOS');
  expect(await standing()).toEqual([['CONVENTION'], []]);
  expect(await db.mail.count({ where: { template: 'MAIL-30' } })).toBe(0);
  await other.stop();
});

it('an administrateur reads what ends with the convention, gives notice, and may take it back', async () => {
  expect(await read()).toMatchObject({
    convention: { number: '19_93' },
    earliest: '2026-04-09',
    closes: { services: [{ code: 'CDAP' }, { code: 'ESAT' }] },
    stays: { accounts: 1 },
    running: null,
  });
  expect((await read(agent)).earliest).toBe('2026-03-10');
  const early = await end({ endsOn: '2026-04-08' });
  expect([early.status, early.body.errors]).toMatchObject([422, [{ path: 'endsOn', code: 'CHAMP_INVALIDE' }]]);
  expect((await end({ endsOn: '2026-04-09' }, await api.as('agent75'))).status).toBe(404);
  expect((await end({ endsOn: '2026-04-09' }, await api.as('national'))).status).toBe(403);

  expect((await end({ endsOn: '2026-04-09' })).status).toBe(202);
  expect((await read()).running).toMatchObject({ endsOn: '2026-04-09', by: 'PARTENAIRE' });
  expect(await mailed('MAIL-112')).toEqual(
    ['agent@caf93.example', 'claire.aubert@peupliers.example', 'contact@peupliers.example'].toSorted(),
  );
  const twice = await end({ endsOn: '2026-05-01' }, agent);
  expect([twice.status, twice.body.code]).toEqual([409, 'PROCESSUS_EN_COURS']);
  const renounce = (token: string) =>
    api.call('POST', `/partners/${partnerId}/convention-end/renounce`, { token, body: { reason: 'Nous restons' } });
  expect((await renounce(claire)).status).toBe(204);
  expect([(await read()).running, (await renounce(claire)).body.code]).toEqual([null, 'ETAT_INCOMPATIBLE']);
});

it('on its day convention, contrat, bulletins and services close; accounts stay, nothing is removed (CONV-13)', async () => {
  const { processId } = (await end({ endsOn: '2026-04-09' })).body;
  const counts = async () => [await api.deps.db.document.count(), await api.deps.db.user.count()];
  const before = await counts();
  api.now = new Date('2026-04-08T21:59:00Z');
  await api.tick(processId);
  expect(await api.deps.db.openedService.count({ where: { partnerId, state: 'OUVERTE' } })).toBe(2);
  api.now = new Date('2026-04-08T22:00:00Z');
  await api.tick(processId);
  const states = (rows: { state: string }[]) => [...new Set(rows.map(({ state }) => state))];
  expect(states(await api.deps.db.document.findMany({ where: { partnerId } }))).toEqual(['CLOS']);
  expect(states(await api.deps.db.openedService.findMany({ where: { partnerId } }))).toEqual(['FERMEE']);
  expect(states(await api.deps.db.user.findMany({ where: { partnerId } }))).toEqual(['ACTIF']);
  expect(await counts()).toEqual(before);
  const process = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
  expect([process.state, process.closedAt]).toEqual(['CONVENTION_CLOSE', api.now]);
  expect(await mailed('MAIL-30')).toEqual(['claire.aubert@peupliers.example', 'contact@peupliers.example']);
});
