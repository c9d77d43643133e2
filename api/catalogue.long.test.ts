import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICE_CODES, type ServiceCode } from '../domain/service/services.ts';
import { type Answer, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { ELIGIBILITY_FORM } from '../test/builders/dossier.ts';
import { linkHolder } from '../test/linkSigning.ts';
import { inventedSiret } from '../test/people.ts';
import { type Walked, walkerOf } from '../test/service/walk.ts';
import { tiersiKnows } from '../test/tiersi.ts';

interface Row {
  /** what the public form says of who is entitled, and of who is not */
  entitled: Record<string, unknown>;
  not: Record<string, unknown>;
  /** the rule that refuses the second */
  refusal: { code: string; rule: string };
  group?: Partial<Walked>;
}

const who = (typeOrganisme: string) => ({ nature: 'PERSONNE_MORALE', typeOrganisme });
const CDAP = { profiles: ['T9'], cafproOtherDepartment: false, otherCafNeed: false };

/** A service without its line does not compile. */
const TABLE: Record<ServiceCode, Row> = {
  CDAP: {
    entitled: CDAP,
    not: { ...CDAP, profiles: ['T2'] },
    refusal: { code: 'SANS_SUBVENTION', rule: 'REQ-11' },
    group: { role: 'T9', profile: 'T9' },
  },
  AFAS: {
    entitled: {
      ...who('ASSOCIATION'),
      eligibility: { AFAS: { prestationService: true, numeroPrestation: 'PS-93-12' } },
    },
    // no fact refuses: the Caf judges (CON-35)
    not: { ...who('ASSOCIATION'), eligibility: { AFAS: { prestationService: false } } },
    refusal: { code: 'AUTRE', rule: 'SVC-2' },
    group: { byCaf: true },
  },
  ADONIS: {
    entitled: who('AIDE_A_DOMICILE'),
    not: who('ASSOCIATION'),
    refusal: { code: 'PAS_AIDE_A_DOMICILE', rule: 'ADON-1' },
  },
  OFFRE_BAILLEURS: {
    entitled: who('BAILLEUR_PRIVE'),
    not: who('BAILLEUR_SOCIAL'),
    refusal: { code: 'PAS_BAILLEUR_PRIVE', rule: 'BAIL-1' },
  },
  ESPACE_BAILLEUR: {
    entitled: {
      ...{ nature: 'PERSONNE_PHYSIQUE', typeOrganisme: 'BAILLEUR_PRIVE' },
      eligibility: { ESPACE_BAILLEUR: { locataireAide: true } },
    },
    not: { ...who('BAILLEUR_SOCIAL'), eligibility: { ESPACE_BAILLEUR: { locataireAide: false } } },
    refusal: { code: 'SANS_LOCATAIRE_AIDE', rule: 'BAIL-2' },
  },
  DGFIP: { entitled: who('DDFIP'), not: who('ETAT'), refusal: { code: 'PAS_DDFIP', rule: 'DGF-1' } },
  // judged by its own procedure (ESAT-5)
  ESAT: {
    entitled: { ...who('ESAT'), eligibility: { ESAT: { habtiers: false } } },
    not: { ...who('ASSOCIATION'), eligibility: { ESAT: { habtiers: false } } },
    refusal: { code: 'INELIGIBLE', rule: 'ESAT-4' },
  },
  TUTEUR: {
    entitled: who('MANDATAIRE_PROTECTION'),
    not: who('MANDATAIRE_PROTECTION'),
    refusal: { code: 'SANS_T9', rule: 'TUT-1' },
  },
};

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
  // reopened: as long as it is closed for everyone, only its reopening opens it (api/tuteurEntitlement.test.ts)
  await api.deps.db.nationalService.update({ where: { service: 'TUTEUR' }, data: { state: 'OUVERT' } });
});
afterAll(() => api.stop());

/** The public form is sent; returns its address. */
async function sent(services: readonly ServiceCode[], siret: string, says: Record<string, unknown>): Promise<string> {
  const { raisonSociale, address, email, phone } = partnerBody();
  const contact = { raisonSociale, address, email, phone, caf: '93' };
  const asked = await api.call('POST', '/access-requests', { body: { ...contact, siret, services, ...says } });
  expect([asked.body.errors, asked.status, asked.body.state]).toEqual([undefined, 202, 'DEPOSEE']);
  return `/access-requests/${asked.body.id}`;
}

/** The Caf decides; what it starts is begun as the sweep begins it. */
async function decided(path: string, body: object): Promise<Answer> {
  const answer = await api.call('POST', `${path}/decision`, { token: agent, body });
  const types = ['conventionnement', 'esatOnboarding'] as const;
  for (const type of types)
    for (const { id } of await api.deps.db.process.findMany({ where: { type, workflowStartedAt: null } }))
      await api.deps.commands.start({ processId: id, type });
  return answer;
}

/** The dossier of a SIRET that is on its way, and its partner. */
async function dossierOf(siret: string) {
  const { id, partnerId } = await api.deps.db.process.findFirstOrThrow({
    where: { closedAt: null, partner: { siret } },
  });
  return { processId: id, partnerId: partnerId ?? '' };
}

/** The public form, the Caf's yes, the signatures: the steps of a partner whose first dossier has opened its service. */
async function opened(service: ServiceCode, siret: string, row: Row) {
  const path = await sent([service], siret, row.entitled);
  const { profiles = [] } = row.entitled;
  const yes = await decided(path, { outcome: 'accept', profiles, titre: 'JUGEMENT' });
  expect([yes.body.errors, yes.status, yes.body.state]).toEqual([undefined, 200, 'ACCEPTEE']);
  const { processId, partnerId } = await dossierOf(siret);
  const steps = await walkerOf(api, partnerId, (id) => linkHolder(api, id).signs());
  if (service === 'ESAT') {
    await linkHolder(api, processId).act({ action: 'fillEligibility', form: ELIGIBILITY_FORM });
    expect((await steps.task(processId, 'VERIFIER_ELIGIBILITE', 'eligible')).status).toBe(200);
  }
  await steps.open(processId);
  return steps;
}

/** Somebody is put in a group, sees the service in « Mes services », enters it, and does so no more once it is closed (CONV-13). */
async function used(steps: Awaited<ReturnType<typeof opened>>, services: readonly ServiceCode[]): Promise<void> {
  const omar = await steps.user(services.map((service) => ({ service, role: service, ...TABLE[service].group })));
  expect((await steps.mine(omar)).sort()).toEqual([...services].sort());
  for (const service of services)
    expect((await api.call('POST', `/me/services/${service}/enter`, { token: omar })).status).toBe(204);
  expect(await steps.close()).toEqual([...services].sort().map((service) => `${service} FERMEE`));
  expect(await steps.mine(omar)).toEqual([]);
  for (const service of services)
    expect((await api.call('POST', `/me/services/${service}/enter`, { token: omar })).status).toBe(403);
}

describe('each service of the catalogue, over HTTP alone', () => {
  const straight = SERVICE_CODES.filter((service) => service !== 'TUTEUR');

  it.each(straight)('%s: the public form, the signed link, « Mes services », and its closing', async (service) => {
    const siret = inventedSiret(860 + SERVICE_CODES.indexOf(service));
    await used(await opened(service, siret, TABLE[service]), [service]);
  });

  it('TUTEUR: who has Cdap T9 asks for it from his pages', async () => {
    const siret = inventedSiret(868);
    const steps = await opened('CDAP', siret, TABLE.CDAP);
    await tiersiKnows(api.deps.db, siret, api.now);
    const asked = await steps.askForMore({ services: ['TUTEUR'], ...TABLE.TUTEUR.entitled });
    expect([asked.body.errors, asked.status]).toEqual([undefined, 202]);
    await steps.open(asked.body.processIds[0]);
    await used(steps, ['CDAP', 'TUTEUR']);
  });

  it('several at once, one of them with a procedure of its own: two dossiers, one convention (DEL-12)', async () => {
    const siret = inventedSiret(869);
    const path = await sent(['CDAP', 'ESAT'], siret, { ...CDAP, ...TABLE.ESAT.entitled });
    await decided(path, { outcome: 'accept', profiles: ['T9'], services: ['ESAT'], titre: 'JUGEMENT' });
    const { db } = api.deps;
    const { id: partnerId } = await db.partner.findFirstOrThrow({ where: { siret } });
    expect(await db.partner.findFirst({ where: { siret }, select: { nature: true, typeOrganisme: true } })).toEqual(
      who('ESAT'),
    );
    const steps = await walkerOf(api, partnerId, (id) => linkHolder(api, id).signs());
    const [first, second] = await db.process.findMany({ where: { partnerId }, orderBy: { type: 'asc' } });
    await steps.open(first?.id ?? '');
    await linkHolder(api, second?.id ?? '').act({ action: 'fillEligibility', form: ELIGIBILITY_FORM });
    await steps.task(second?.id ?? '', 'VERIFIER_ELIGIBILITE', 'eligible');
    await steps.open(second?.id ?? '');
    expect(await db.document.count({ where: { partnerId, kind: 'CONVENTION' } })).toBe(1);
    await used(steps, ['CDAP', 'ESAT']);
  });
});

describe('who is not entitled is refused with the rule, and nothing leaves (CONV-1)', () => {
  it.each(SERVICE_CODES)('%s', async (service) => {
    const siret = inventedSiret(880 + SERVICE_CODES.indexOf(service));
    const { not, refusal } = TABLE[service];
    const path = await sent([service], siret, not);
    const { db } = api.deps;
    if (service === 'ESAT') {
      await decided(path, { outcome: 'accept' });
      const { processId, partnerId } = await dossierOf(siret);
      const steps = await walkerOf(api, partnerId, (id) => linkHolder(api, id).signs());
      await linkHolder(api, processId).act({ action: 'fillEligibility', form: { ...ELIGIBILITY_FORM, casf: false } });
      await steps.task(processId, 'VERIFIER_ELIGIBILITE', 'notEligible', { reason: 'Hors CASF.' });
      const ended = await db.process.findUniqueOrThrow({ where: { id: processId } });
      expect([ended.state, await db.document.count({ where: { processId } })]).toEqual([refusal.code, 0]);
      return;
    }
    const checks = service === 'CDAP' ? { checks: { T2: { subventionActionSociale: false } } } : {};
    const granted = service === 'CDAP' ? { profiles: ['T2'], ...checks } : { services: [service] };
    if (refusal.code !== 'AUTRE') {
      const tried = await decided(path, { outcome: 'accept', ...granted });
      expect([tried.status, tried.body.errors[0]]).toMatchObject([422, refusal]);
    }
    const given = refusal.code === 'AUTRE' ? { reasons: { [service]: 'Hors de notre champ.' } } : {};
    const ended = await decided(path, { outcome: 'refuse', ...checks, ...given });
    expect([ended.body.errors, ended.body.state]).toEqual([undefined, 'REFUSEE']);
    const { decision } = ended.body;
    if (service === 'CDAP') expect(decision.profiles[0]).toMatchObject({ accepted: false, code: refusal.code });
    else expect(decision.services[0]).toMatchObject({ service, accepted: false, ...refusal });
    expect(await db.partner.count({ where: { siret } })).toBe(0);
    const mail = await db.mail.findFirstOrThrow({ where: { processId: ended.body.processId, template: 'MAIL-23' } });
    expect((mail.params as { reasons: string[] }).reasons).toHaveLength(1);
  });
});
