import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { openTuteurs } from '../ops/seed/tuteurs.ts';
import { PASSWORD, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';

let api: TestApi;
let agent: string;

beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
  await openTuteurs(api.deps.db, await hashPassword(PASSWORD), api.now);
});
afterAll(() => api.stop());

const partnerOf = async (siret: string) => (await api.deps.db.partner.findFirstOrThrow({ where: { siret } })).id;
const HORIZON = '99992245300017';
const CAP_SUD = '99995255900014';
const NATURAL = '99996100600015';
const ask = async (siret: string, services = ['TUTEUR']) =>
  api.call('POST', `/partners/${await partnerOf(siret)}/conventionnements`, { token: agent, body: { services } });
const codes = (answer: { body: { errors?: { code: string }[] } }) => answer.body.errors?.map(({ code }) => code);
const openForAll = (state: string, opensOn: string | null = null) =>
  api.deps.db.nationalService.update({ where: { service: 'TUTEUR' }, data: { state, opensOn } });

describe('who may have the Espace Tuteur (SVC-8, TUT-1, TUT-17)', () => {
  it('while it is closed for everyone only its reopening opens it, and the refusal says when that is planned', async () => {
    const refused = await ask(HORIZON);
    expect(refused).toMatchObject({ status: 422, body: { code: 'SERVICE_FERME_POUR_TOUS', rule: 'TUT-17' } });
    expect(refused.body.detail).toContain('seule sa réouverture nationale peut l’ouvrir, dont la date n’est pas fixée');
    await openForAll('REOUVERTURE_PREVUE', '2026-04-18');
    expect((await ask(HORIZON)).body.detail).toContain('prévue le 18/04/2026');
    await openForAll('FERME_REPLI');
    // with another service beside, nothing begins either
    expect((await ask(HORIZON, ['TUTEUR', 'ADONIS'])).status).toBe(422);
    expect(await api.deps.db.process.count()).toBe(0);
  });

  it('a natural person is refused, and who has no Cdap T9 in force; every reason at once', async () => {
    const natural = await ask(NATURAL);
    expect([natural.status, natural.body.code, codes(natural)]).toEqual([
      ...[422, 'NON_TUTEUR_MORAL'],
      ['NON_TUTEUR_MORAL', 'SERVICE_FERME_POUR_TOUS'],
    ]);
    const siret = inventedSiret(31);
    await api.call('POST', '/partners', {
      token: agent,
      body: { ...partnerBody({ siret }), nature: 'PERSONNE_MORALE' },
    });
    const without = await ask(siret);
    expect([without.body.code, codes(without)]).toEqual(['SANS_T9', ['SANS_T9', 'SERVICE_FERME_POUR_TOUS']]);
    const { db } = api.deps;
    const cdap = { where: { partnerId: await partnerOf(HORIZON), service: 'CDAP' } };
    await db.openedService.updateMany({ ...cdap, data: { state: 'SUSPENDUE' } });
    expect((await ask(HORIZON)).body.code).toBe('SANS_T9');
    await db.openedService.updateMany({ ...cdap, data: { state: 'OUVERTE' } });
    await db.document.updateMany({ where: { ...cdap.where, kind: 'BULLETIN' }, data: { content: { roles: ['T2'] } } });
    expect((await ask(HORIZON)).body.code).toBe('SANS_T9');
    await db.document.updateMany({ where: { ...cdap.where, kind: 'BULLETIN' }, data: { content: { roles: ['T9'] } } });
    expect((await ask(HORIZON)).body.code).toBe('SERVICE_FERME_POUR_TOUS');
  });

  it('once it is open, the own bulletin of a newcomer opens it (CONV-8), after the verdict on the newest Tiersi lines (TUT-11, TUT-12)', async () => {
    const { db } = api.deps;
    await openForAll('OUVERT');
    expect(await ask(HORIZON)).toMatchObject({ status: 422, body: { code: 'VERDICT_BLOQUANT', rule: 'TUT-12' } });
    await tiersi('old', new Date('2026-01-01'), [
      ['999922453', '99992245300025', HORIZON, 12],
      ['999952559', CAP_SUD, CAP_SUD, 4],
    ]);
    await tiersi('new', new Date('2026-02-01'), [
      ['999922453', '99992245300025', HORIZON, 12],
      ['999946536', '99994653600018', CAP_SUD, 4],
    ]);
    const blocked = await ask(CAP_SUD);
    expect([blocked.body.code, blocked.body.detail]).toEqual([
      'VERDICT_BLOQUANT',
      expect.stringContaining('SIREN différent'),
    ]);
    const begun = await ask(HORIZON);
    expect(begun.status).toBe(202);
    const documents = await db.document.findMany({ where: { processId: begun.body.processId } });
    expect(documents.map(({ kind, service }) => [kind, service])).toEqual([['BULLETIN', 'TUTEUR']]);
  });
});

describe('the nature of a partner (§2.3)', () => {
  it('is said, corrected, journalled and answered; not known until somebody says it, and then the space is refused', async () => {
    const siret = inventedSiret(32);
    const made = await api.call('POST', '/partners', { token: agent, body: partnerBody({ siret }) });
    expect(made.body.nature).toBeNull();
    const refused = await ask(siret);
    expect(refused.body.code).toBe('NON_TUTEUR_MORAL');
    expect(refused.body.detail).toContain("indiquez d'abord");
    const patch = (nature: string) =>
      api.call('PATCH', `/partners/${made.body.id}`, { token: agent, body: { nature } });
    expect(await patch('PERSONNE_MORALE')).toMatchObject({ status: 200, body: { nature: 'PERSONNE_MORALE' } });
    expect(codes(await ask(siret))).not.toContain('NON_TUTEUR_MORAL');
    expect((await patch('AUTRE')).status).toBe(422);
    const line = await api.deps.db.auditLine.findFirstOrThrow({
      where: { entityId: made.body.id, action: 'partner.update' },
    });
    expect([line.before, line.after]).toEqual([{ nature: null }, { nature: 'PERSONNE_MORALE' }]);
  });
});

/** A Tiersi file as a reopening keeps it. */
async function tiersi(
  id: string,
  createdAt: Date,
  lines: [siren: string, siret: string, mcp: string, proteges: number][],
) {
  const { db } = api.deps;
  const process = { id, businessKey: id, linkRef: id, startKey: id, createdAt, since: createdAt, facts: {} };
  const words = { type: 'tuteurReopening', caf: 'CNAF', label: 'x', state: 'CONTROLE_SIRET', createdBy: 'x' };
  await db.process.create({ data: { ...process, ...words } });
  await db.tiersiLine.createMany({
    data: lines.map(([siren, siret, siretMcp, proteges], row) => ({
      ...{ processId: id, row, verdict: 'LUE', reasons: [], raisonSociale: 'x' },
      ...{ siren, siret, siretMcp, proteges },
    })),
  });
}
