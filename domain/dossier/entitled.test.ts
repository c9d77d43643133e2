import { describe, expect, it } from '@jest/globals';
import { newDossier } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import { ORGANISATION_TYPES, type OrganisationType } from '../partner/types.ts';
import type { ServiceCode } from '../service/services.ts';
import { assertEntitled, type EntitlementGround } from './entitled.ts';
import type { Eligibility } from './judged.ts';
import type { NewDossier } from './newDossier.ts';

const GROUND: EntitlementGround = {
  nature: null,
  type: null,
  inForce: [],
  nationals: [],
  tiersi: [],
  at: new Date('2026-03-10T09:00:00Z'),
};
const ask = (service: ServiceCode, over: Partial<NewDossier> = {}): NewDossier => ({
  ...newDossier({ type: 'conventionnement', services: [service], eligibility: {} }),
  ...over,
});
const answering = (service: ServiceCode, answers: NonNullable<Eligibility[ServiceCode]>) =>
  ask(service, { eligibility: { [service]: answers } });

/** What is found: the codes, the paths and the rule of the refusal, or what the Caf has to judge, or nothing. */
function found(input: NewDossier, ground: Partial<EntitlementGround> = {}) {
  const refusal = refused(() => assertEntitled(input, { ...GROUND, ...ground }));
  if (refusal) return [refusal.code, ...refusal.faults.map(({ code, path, rule }) => `${code} ${path} ${rule}`)];
  return assertEntitled(input, { ...GROUND, ...ground }).map(({ rule, profile }) => `${profile ?? 'service'} ${rule}`);
}
const of = (input: NewDossier, type: OrganisationType) => found(input, { type });
const cdap = (profile: 'T1' | 'T2' | 'T4' | 'T9' | 'T10', answers = {}) =>
  ask('CDAP', { profiles: [profile], eligibility: { CDAP: answers } });
/** Types for which nothing is found. */
const entitledTypes = (input: NewDossier) => ORGANISATION_TYPES.filter((type) => of(input, type).length === 0);

describe('who is entitled to Cdap: by profile, each with its conditions', () => {
  it('one at least', () => {
    expect(found(ask('CDAP'))).toEqual(['PROFIL_MANQUANT', 'PROFIL_MANQUANT profiles REQ-17']);
  });

  it('T1: by the employer; of one outside the lists the Caf judges (REQ-5 … REQ-7, REQ-10)', () => {
    expect(found(cdap('T1'))).toEqual(['SAISIE_INVALIDE', 'CHAMP_OBLIGATOIRE typeOrganisme REQ-5']);
    expect(entitledTypes(cdap('T1'))).toEqual([
      ...['ETAT', 'DEPARTEMENT', 'COLLECTIVITE_TERRITORIALE', 'ETABLISSEMENT_DE_SOINS', 'CARSAT', 'CNAV_IDF'],
      ...['MSA', 'CRAM'],
    ]);
    expect(of(cdap('T1'), 'ASSOCIATION')).toEqual(['T1 REQ-10']);
  });

  it('T2: who gets a subsidy of the Caf (REQ-11)', () => {
    expect(found(cdap('T2'))).toEqual([
      'SAISIE_INVALIDE',
      'CHAMP_OBLIGATOIRE eligibility.CDAP.subventionActionSociale REQ-11',
    ]);
    expect(found(cdap('T2', { subventionActionSociale: false }))).toEqual([
      'SANS_SUBVENTION',
      'SANS_SUBVENTION profiles REQ-11',
    ]);
    expect(found(cdap('T2', { subventionActionSociale: true }))).toEqual([]);
  });

  it('T4: who processes the RSA, with a number of the département (REQ-12)', () => {
    const answers = { instructionRsa: true, numeroInstructeur: true };
    expect(found(cdap('T4'))).toHaveLength(3);
    expect(found(cdap('T4', answers))).toEqual([]);
    expect(found(cdap('T4', { ...answers, instructionRsa: false }))[0]).toBe('HORS_INSTRUCTION_RSA');
    expect(found(cdap('T4', { ...answers, numeroInstructeur: false }))[0]).toBe('SANS_NUMERO_INSTRUCTEUR');
  });

  it('T9: on one of the four titles (REQ-14, REQ-16); T10: landlords (BAIL-3)', () => {
    expect(found(cdap('T9', { titre: 'JUGEMENT' }))).toEqual([]);
    expect(found(cdap('T9', { titre: 'AUCUN' }))).toEqual(['SANS_TITRE', 'SANS_TITRE profiles REQ-14']);
    expect(found(cdap('T9'))[0]).toBe('SAISIE_INVALIDE');
    expect(entitledTypes(cdap('T10'))).toEqual(['BAILLEUR_SOCIAL', 'BAILLEUR_PRIVE']);
    expect(of(cdap('T10'), 'AUTRE')).toEqual(['PAS_BAILLEUR', 'PAS_BAILLEUR services BAIL-3']);
  });

  it('several at once, with every reason; those in force are not asked about again (REQ-17)', () => {
    const both = ask('CDAP', { profiles: ['T2', 'T9'], eligibility: { CDAP: { subventionActionSociale: false } } });
    expect(found(both)).toEqual([
      ...['SANS_SUBVENTION', 'SANS_SUBVENTION profiles REQ-11'],
      'CHAMP_OBLIGATOIRE eligibility.CDAP.titre REQ-16',
    ]);
    const inForce = [{ service: 'CDAP' as const, roles: ['T2', 'T9'], open: true }];
    expect(found(both, { inForce })).toEqual([]);
    expect(found(both, { inForce: [{ service: 'CDAP', roles: ['T2'], open: true }] })).toEqual([
      'SAISIE_INVALIDE',
      'CHAMP_OBLIGATOIRE eligibility.CDAP.titre REQ-16',
    ]);
  });
});

describe('who is entitled to the others (domain.md §2.2)', () => {
  it('Afas: who receives the Prestation de Service, by its number; of others the Caf judges (CON-35)', () => {
    expect(found(ask('AFAS'))).toEqual([
      'SAISIE_INVALIDE',
      'CHAMP_OBLIGATOIRE eligibility.AFAS.prestationService SVC-2',
    ]);
    expect(found(answering('AFAS', { prestationService: true }))).toEqual([
      'SAISIE_INVALIDE',
      'CHAMP_OBLIGATOIRE eligibility.AFAS.numeroPrestation SVC-2',
    ]);
    expect(found(answering('AFAS', { prestationService: true, numeroPrestation: 'PS-1' }))).toEqual([]);
    expect(found(answering('AFAS', { prestationService: false }))).toEqual(['service CON-35']);
  });

  it('Adonis: home-help bodies; of another one that declares the activity the Caf judges (ADON-1)', () => {
    expect(entitledTypes(ask('ADONIS'))).toEqual(['AIDE_A_DOMICILE']);
    expect(of(ask('ADONIS'), 'CCAS_CIAS')).toEqual(['PAS_AIDE_A_DOMICILE', 'PAS_AIDE_A_DOMICILE services ADON-1']);
    expect(of(answering('ADONIS', { activite: 'Portage de repas' }), 'CCAS_CIAS')).toEqual(['service ADON-1']);
    expect(found(ask('ADONIS'))).toEqual(['SAISIE_INVALIDE', 'CHAMP_OBLIGATOIRE typeOrganisme ADON-1']);
  });

  it('Offre-bailleurs: private landlords, no social one (BAIL-1); Offre DGFIP: a Ddfip (DGF-1)', () => {
    expect(entitledTypes(ask('OFFRE_BAILLEURS'))).toEqual(['BAILLEUR_PRIVE']);
    expect(of(ask('OFFRE_BAILLEURS'), 'BAILLEUR_SOCIAL')[0]).toBe('PAS_BAILLEUR_PRIVE');
    expect(entitledTypes(ask('DGFIP'))).toEqual(['DDFIP']);
    expect(of(ask('DGFIP'), 'ETAT')).toEqual(['PAS_DDFIP', 'PAS_DDFIP services DGF-1']);
    for (const service of ['OFFRE_BAILLEURS', 'DGFIP'] as const)
      expect(found(ask(service))[1]).toMatch(/^CHAMP_OBLIGATOIRE typeOrganisme/);
  });

  it('Espace Bailleur: landlords, person or company, with a tenant who gets housing benefit (BAIL-2)', () => {
    expect(found(ask('ESPACE_BAILLEUR'))).toEqual([
      'SAISIE_INVALIDE',
      'CHAMP_OBLIGATOIRE nature BAIL-2',
      'CHAMP_OBLIGATOIRE typeOrganisme BAIL-2',
      'CHAMP_OBLIGATOIRE eligibility.ESPACE_BAILLEUR.locataireAide BAIL-2',
    ]);
    const withTenant = answering('ESPACE_BAILLEUR', { locataireAide: true });
    for (const nature of ['PERSONNE_MORALE', 'PERSONNE_PHYSIQUE'] as const) {
      expect(found(withTenant, { nature, type: 'BAILLEUR_PRIVE' })).toEqual([]);
      expect(found(withTenant, { nature, type: 'ASSOCIATION' })[0]).toBe('PAS_BAILLEUR');
    }
    const without = answering('ESPACE_BAILLEUR', { locataireAide: false });
    expect(found(without, { nature: 'PERSONNE_PHYSIQUE', type: 'BAILLEUR_PRIVE' })).toEqual([
      'SANS_LOCATAIRE_AIDE',
      'SANS_LOCATAIRE_AIDE services BAIL-2',
    ]);
  });

  it('Esat: its own form settles it, who asks says whether it comes from Habtiers (ESAT-5, ESAT-15)', () => {
    expect(found(ask('ESAT'))).toEqual(['SAISIE_INVALIDE', 'CHAMP_OBLIGATOIRE eligibility.ESAT.habtiers ESAT-15']);
    expect(found(answering('ESAT', { habtiers: false }))).toEqual([]);
  });

  it('Espace Tuteur: a legal person with Cdap T9 whose protégés Tiersi finds, by its reopening only (TUT-1, TUT-12, TUT-17)', () => {
    const input = ask('TUTEUR');
    const { siret } = input.partner;
    const entitled: Partial<EntitlementGround> = {
      nature: 'PERSONNE_MORALE',
      inForce: [{ service: 'CDAP', roles: ['T9'], open: true }],
      tiersi: [{ siren: siret.slice(0, 9), siret, proteges: 3 }],
    };
    expect(found(input, entitled)).toEqual([]);
    const faults = (over: Partial<EntitlementGround>) => found(input, { ...entitled, ...over }).slice(1);
    expect(faults({ nature: 'PERSONNE_PHYSIQUE' })).toEqual(['NON_TUTEUR_MORAL services TUT-1']);
    expect(faults({ nature: null })).toEqual(['NON_TUTEUR_MORAL services TUT-1']);
    expect(faults({ inForce: [{ service: 'CDAP', roles: ['T2'], open: true }] })).toEqual(['SANS_T9 services TUT-1']);
    expect(faults({ inForce: [{ service: 'CDAP', roles: ['T9'], open: false }] })).toEqual(['SANS_T9 services TUT-1']);
    expect(faults({ tiersi: [] })).toEqual(['VERDICT_BLOQUANT services TUT-12']);
    const row = { service: 'TUTEUR' as const, state: 'FERME_REPLI' as const, reason: 'Panne', since: GROUND.at };
    const nationals = [{ ...row, until: null, opensOn: null, searchBy: null, processId: 'r1' }];
    expect(faults({ nationals })).toEqual(['SERVICE_FERME_POUR_TOUS services TUT-17']);
  });

  it('what the Caf judges comes with the facts in words', () => {
    const input = answering('ADONIS', { activite: 'Portage de repas' });
    const [one] = assertEntitled(input, { ...GROUND, type: 'CCAS_CIAS' });
    expect(one).toEqual({
      service: 'ADONIS',
      profile: null,
      words:
        "Adonis : le partenaire (type d'organisme : CCAS ou Cias) déclare cette activité d'aide à domicile : Portage de repas. Le rend-elle légitime ?",
      rule: 'ADON-1',
    });
  });
});
