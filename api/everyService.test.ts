import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { controlsOn } from '../adapters/store/case/controlBatches.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { ENTITLED, HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { ELIGIBILITY_FORM } from '../test/builders/dossier.ts';
import { inventedSiret } from '../test/people.ts';
import { walker } from '../test/service/walk.ts';
import { tiersiKnows } from '../test/tiersi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  // reopened: as long as it is closed for everyone, only its reopening opens it (api/tuteurEntitlement.test.ts)
  await api.deps.db.nationalService.update({ where: { service: 'TUTEUR' }, data: { state: 'OUVERT' } });
});
afterAll(() => api.stop());

const partner = (seed: number, over: object = {}) => partnerBody({ siret: inventedSiret(seed), ...over });
const codes = (answer: { body: { errors?: { path: string; code: string; rule: string }[] } }) =>
  answer.body.errors?.map(({ path, code, rule }) => `${path} ${code} ${rule}`);

/** What is asked of a landlord that is a company, follows protection measures and gets a subsidy. */
const LANDLORD = { typeOrganisme: 'BAILLEUR_PRIVE', nature: 'PERSONNE_MORALE' };
const CDAP = { service: 'CDAP', role: 'T9', profile: 'T9' };
const simple = (service: string) => ({ service, role: service, byCaf: service === 'AFAS' });

describe('each service goes from its request to a person who sees it, and to its closing (CONV-1, CONV-8, CONV-13)', () => {
  it('Cdap, Afas, Offre-bailleurs and Espace Bailleur, then the Espace Tuteur of who holds Cdap T9', async () => {
    const steps = await walker(api, partner(801, LANDLORD));
    const services = ['CDAP', 'AFAS', 'OFFRE_BAILLEURS', 'ESPACE_BAILLEUR'];
    const asked = await steps.ask({ services, profiles: ['T2', 'T9', 'T10'], eligibility: ENTITLED });
    expect([asked.status, asked.body.errors]).toEqual([202, undefined]);
    await steps.open(asked.body.processId);
    await tiersiKnows(api.deps.db, inventedSiret(801), api.now);
    const space = await steps.ask({ services: ['TUTEUR'] });
    expect([space.status, space.body.errors]).toEqual([202, undefined]);
    await steps.open(space.body.processId);
    const omar = await steps.user([CDAP, ...[...services.slice(1), 'TUTEUR'].map(simple)]);
    expect((await steps.mine(omar)).sort()).toEqual([...services, 'TUTEUR'].sort());
    expect(await steps.close()).toEqual([...services, 'TUTEUR'].sort().map((service) => `${service} FERMEE`));
    expect(await steps.mine(omar)).toEqual([]);
  });

  it.each([
    ['DGFIP', partner(802, { typeOrganisme: 'DDFIP' })],
    ['ADONIS', partner(803, HOME_HELP)],
  ])('%s', async (service, body) => {
    const steps = await walker(api, body);
    const asked = await steps.ask({ services: [service] });
    expect(asked.status).toBe(202);
    await steps.open(asked.body.processId);
    const omar = await steps.user([simple(service)]);
    expect(await steps.mine(omar)).toEqual([service]);
    // whoever uses any service is looked at once a year, with its own evidence (TIME-3, OBL-15)
    await controlsOn(api.deps.db, DEFAULT_POLICY)('annualControl', api.now);
    const control = await api.deps.db.process.findFirstOrThrow({
      where: { partnerId: steps.partnerId, type: 'annualControl' },
    });
    expect(control.facts).toMatchObject({ items: [{ about: service }], accesses: [{ service, people: 1, unused: 0 }] });
    expect(await steps.close()).toEqual([`${service} FERMEE`]);
    expect(await steps.mine(omar)).toEqual([]);
  });

  it('Esat, by its own procedure', async () => {
    const siret = inventedSiret(804);
    const steps = await walker(api, partner(804));
    const known = { knownInMcp: true, knownInHabtiers: false, conventionNumber: '22_051', delegationMode: 'DELEGUE' };
    const begun = await api.call('POST', '/esat/onboardings', {
      token: steps.agent,
      body: { ...partnerBody({ siret }), ...known, opensOn: '2026-01-01', confirmed: true },
    });
    const { processId } = begun.body;
    expect((await steps.task(processId, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM })).status).toBe(
      200,
    );
    expect((await steps.task(processId, 'VERIFIER_MISSION', 'confirmed')).status).toBe(200);
    await steps.open(processId);
    const omar = await steps.user([simple('ESAT')]);
    expect(await steps.mine(omar)).toEqual(['ESAT']);
    expect(await steps.close()).toEqual(['ESAT FERMEE']);
    expect(await steps.mine(omar)).toEqual([]);
  });
});

describe('who is not entitled is refused with the rule, before any document leaves (domain.md §2.2)', () => {
  const ALL = { services: ['CDAP', 'AFAS', 'ADONIS', 'OFFRE_BAILLEURS', 'ESPACE_BAILLEUR', 'DGFIP', 'TUTEUR'] };
  const CDAP_AS = { subventionActionSociale: false, titre: 'AUCUN' };

  it('every reason at once, and what to give where something is not known', async () => {
    const steps = await walker(api, partner(811, { typeOrganisme: 'ASSOCIATION', nature: 'PERSONNE_PHYSIQUE' }));
    const eligibility = { CDAP: CDAP_AS, ESPACE_BAILLEUR: { locataireAide: false } };
    const refused = await steps.ask({ ...ALL, profiles: ['T2', 'T9', 'T10'], eligibility });
    expect([refused.status, refused.body.code, refused.body.rule]).toEqual([422, 'SANS_SUBVENTION', 'REQ-11']);
    expect(codes(refused)).toEqual([
      'profiles SANS_SUBVENTION REQ-11',
      'profiles SANS_TITRE REQ-14',
      'services PAS_BAILLEUR BAIL-3',
      'eligibility.AFAS.prestationService CHAMP_OBLIGATOIRE SVC-2',
      'services PAS_AIDE_A_DOMICILE ADON-1',
      'services PAS_BAILLEUR_PRIVE BAIL-1',
      'services PAS_BAILLEUR BAIL-2',
      'services SANS_LOCATAIRE_AIDE BAIL-2',
      'services PAS_DDFIP DGF-1',
      'services NON_TUTEUR_MORAL TUT-1',
      'services SANS_T9 TUT-1',
      'services VERDICT_BLOQUANT TUT-12',
    ]);
    const { db } = api.deps;
    expect(await db.process.count({ where: { partnerId: steps.partnerId } })).toBe(0);
  });

  it('a partner of whom nothing is known is asked: its identity first, then the questions of what it wants', async () => {
    const steps = await walker(api, partner(812));
    const asked = await steps.ask({ services: ['CDAP', 'DGFIP'], profiles: ['T1', 'T2'] });
    expect([asked.status, asked.body.code, codes(asked)]).toEqual([
      422,
      'CHAMP_OBLIGATOIRE',
      [
        'typeOrganisme CHAMP_OBLIGATOIRE REQ-5',
        'eligibility.CDAP.subventionActionSociale CHAMP_OBLIGATOIRE REQ-11',
        'typeOrganisme CHAMP_OBLIGATOIRE DGF-1',
      ],
    ]);
    expect(asked.body.errors[0].message).toContain("dans l'identité du partenaire");
    // Cdap is not all five profiles when none is named
    expect((await steps.ask({ services: ['CDAP'] })).body.code).toBe('PROFIL_MANQUANT');
    // a question that is not of the service
    const unknown = await steps.ask({ services: ['AFAS'], eligibility: { AFAS: { titre: 'JUGEMENT' } } });
    expect([unknown.status, codes(unknown)?.[0]]).toEqual([
      422,
      expect.stringMatching(/^eligibility\.AFAS.* CHAMP_INCONNU/),
    ]);
  });

  it('what no fact settles is a task of the Caf with the facts; refused, nothing leaves', async () => {
    const steps = await walker(api, partner(813, { typeOrganisme: 'ASSOCIATION' }));
    const body = { services: ['AFAS'], eligibility: { AFAS: { prestationService: false } } };
    const { processId } = (await steps.ask(body)).body;
    const { db } = api.deps;
    const task = await db.task.findFirstOrThrow({ where: { processId } });
    expect([task.kind, task.subject]).toEqual(['VERIFIER_LEGITIMITE', 'AFAS']);
    expect(task.reason).toBe(
      "Afas : le partenaire (type d'organisme : Association) ne reçoit pas la prestation de service. Est-il légitime comme autre partenaire d'action sociale ?",
    );
    expect((await steps.task(processId, 'VERIFIER_LEGITIMITE', 'refuse', { reason: '' })).status).toBe(422);
    expect((await steps.task(processId, 'VERIFIER_LEGITIMITE', 'refuse', { reason: 'Hors champ.' })).status).toBe(200);
    const ended = await db.process.findUniqueOrThrow({ where: { id: processId } });
    expect([ended.state, ended.closedAt === null]).toEqual(['ABANDONNE', false]);
    expect(await db.document.count({ where: { processId } })).toBe(0);
    const line = await db.auditLine.findFirstOrThrow({ where: { processId, action: 'dossier.legitimacy' } });
    expect([line.rule, line.label]).toEqual(['CON-35', expect.stringContaining('Hors champ.')]);
    const again = (await steps.ask(body)).body.processId;
    expect((await steps.task(again, 'VERIFIER_LEGITIMITE', 'legitimate')).status).toBe(200);
    expect(await db.document.count({ where: { processId: again, state: 'A_SIGNER' } })).toBe(2);
  });

  it('Esat is not asked for by a conventionnement (ESAT-5), and is refused on its form (ESAT-4)', async () => {
    const steps = await walker(api, partner(814));
    expect((await steps.ask({ services: ['ESAT'] })).body.errors[0]).toMatchObject({
      code: 'SERVICE_PAR_SON_PARCOURS',
      rule: 'ESAT-5',
    });
    const known = {
      knownInMcp: true,
      knownInHabtiers: false,
      delegationMode: 'DELEGUE',
      opensOn: '2026-01-01',
      confirmed: true,
    };
    const begun = await api.call('POST', '/esat/onboardings', {
      token: steps.agent,
      body: { ...partner(814), ...known },
    });
    const { processId } = begun.body;
    expect((await steps.task(processId, 'VERIFIER_ELIGIBILITE', 'notEligible', { reason: 'Hors CASF.' })).status).toBe(
      200,
    );
    const ended = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
    expect(ended.state).toBe('INELIGIBLE');
    expect(await api.deps.db.document.count({ where: { processId, kind: 'BULLETIN' } })).toBe(0);
  });
});
