import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
let claire: string;
let path: string;
let partnerId: string;

beforeAll(async () => {
  api = await startApi();
  ({ claire, partnerId } = await openedPartner(api));
  path = `/partners/${partnerId}/service-requests`;
});
afterAll(() => api.stop());

const offers = async () => (await api.call('GET', path, { token: claire })).body;
const ask = (body: object, headers?: Record<string, string>) =>
  api.call('POST', path, { token: claire, body, ...(headers === undefined ? {} : { headers }) });
const isNow = (data: object) => api.deps.db.partner.update({ where: { id: partnerId }, data });

describe('an administrateur asks for another service (CONV-7): the catalogue’s questions, then the ordinary dossier', () => {
  it('is offered what the organisme does not have, with what the Caf does not know of it', async () => {
    await isNow({ typeOrganisme: null });
    const { offers: offered, unknown, underWay } = await offers();
    expect(offered.map(({ service }: { service: string }) => service)).toEqual([
      ...['AFAS', 'ADONIS', 'OFFRE_BAILLEURS', 'ESPACE_BAILLEUR', 'DGFIP', 'TUTEUR'],
    ]);
    expect([unknown, underWay]).toEqual([['typeOrganisme'], []]);
    // the space is closed for everyone: only its reopening opens it (TUT-17)
    expect(offered.at(-1).obstacle).toContain('seule sa réouverture nationale');
  });

  it('says who he is and answers, as the Caf would: what is not entitled is refused with its rule', async () => {
    const untold = await ask({ services: ['ADONIS'] });
    expect([untold.status, untold.body.code, untold.body.errors[0].path]).toEqual([
      ...[422, 'CHAMP_OBLIGATOIRE', 'typeOrganisme'],
    ]);
    const wrong = await ask({ services: ['DGFIP'], typeOrganisme: 'ASSOCIATION' });
    expect([wrong.status, wrong.body.code, wrong.body.rule]).toEqual([422, 'PAS_DDFIP', 'DGF-1']);
    // nothing of a request that is refused is kept
    expect((await offers()).unknown).toEqual(['typeOrganisme']);
  });

  it('begins one ordinary dossier: one bulletin at the organisme’s address, no new convention, nothing open', async () => {
    const key = { 'Idempotency-Key': 'demande-adonis' };
    const body = { services: ['ADONIS'], typeOrganisme: 'AIDE_A_DOMICILE' };
    const asked = await ask(body, key);
    expect([asked.status, asked.body.errors]).toEqual([202, undefined]);
    const [processId] = asked.body.processIds;
    const { db } = api.deps;
    expect(await db.partner.findUniqueOrThrow({ where: { id: partnerId } })).toMatchObject({
      typeOrganisme: 'AIDE_A_DOMICILE',
    });
    const documents = await db.document.findMany({ where: { processId } });
    expect(documents.map(({ kind, service, state }) => [kind, service, state])).toEqual([
      ['BULLETIN', 'ADONIS', 'A_COMPLETER'],
    ]);
    expect(await db.openedService.count({ where: { partnerId, service: 'ADONIS' } })).toBe(0);
    const line = await db.auditLine.findFirstOrThrow({ where: { processId, action: 'process.start' } });
    expect(line.label).toBe("Services demandés par l'administrateur de l'organisme");
    const { underWay, offers: left } = await offers();
    expect(underWay).toMatchObject([
      { processId, services: ['Adonis'], waitingFor: { who: 'PARTENAIRE', what: expect.stringContaining('Bulletin') } },
    ]);
    expect(left.some(({ service }: { service: string }) => service === 'ADONIS')).toBe(false);
    // an answer that was lost is found again, the same wish twice is not two dossiers
    expect((await ask(body, key)).body).toEqual(asked.body);
    expect((await ask({ services: ['ADONIS'] })).body.code).toBe('PROCESSUS_EN_COURS');
  });

  it('what no fact settles is the Caf’s to judge before any document leaves (CONV-1)', async () => {
    const asked = await ask({ services: ['AFAS'], eligibility: { AFAS: { prestationService: false } } });
    const [processId] = asked.body.processIds;
    const { db } = api.deps;
    expect(await db.task.findFirstOrThrow({ where: { processId } })).toMatchObject({ kind: 'VERIFIER_LEGITIMITE' });
    expect(await db.document.count({ where: { processId } })).toBe(0);
    expect((await offers()).underWay[0]).toMatchObject({
      services: [expect.stringContaining('Afas')],
      waitingFor: { who: 'CAF' },
    });
  });

  it('a service with a procedure of its own begins that one, from its own question (ESAT-14, §6.3)', async () => {
    const { db } = api.deps;
    await db.openedService.updateMany({ where: { partnerId, service: 'ESAT' }, data: { state: 'FERMEE' } });
    await db.document.updateMany({ where: { partnerId, service: 'ESAT' }, data: { state: 'CLOS' } });
    const untold = await ask({ services: ['ESAT'] });
    expect([untold.status, untold.body.errors[0].path]).toEqual([422, 'eligibility.ESAT.habtiers']);
    const asked = await ask({ services: ['ESAT'], eligibility: { ESAT: { habtiers: false } } });
    expect([asked.status, asked.body.errors]).toEqual([202, undefined]);
    const [id] = asked.body.processIds;
    const begun = await db.process.findUniqueOrThrow({ where: { id } });
    expect([begun.type, begun.facts]).toMatchObject(['esatOnboarding', { esat: { useCase: 3 }, reprise: null }]);
  });

  it('what the Caf has recorded of the organisme is the Caf’s to correct', async () => {
    const told = await ask({ services: ['DGFIP'], typeOrganisme: 'DDFIP' });
    expect([told.status, told.body.errors[0]]).toMatchObject([
      422,
      { path: 'typeOrganisme', code: 'CHAMP_NON_ATTENDU' },
    ]);
  });

  it('is an administrateur’s, of his own organisme', async () => {
    const body = { services: ['DGFIP'] };
    expect((await api.call('POST', path, { token: await api.as('agent93'), body })).status).toBe(403);
    expect((await api.call('GET', path, { token: await api.as('agent93') })).status).toBe(403);
    const { id } = await api.deps.db.user.findFirstOrThrow({ where: { partnerId } });
    await api.deps.db.user.update({ where: { id }, data: { administrateurSince: null, roles: [] } });
    expect((await ask(body)).status).toBe(403);
  });
});
