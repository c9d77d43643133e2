import { describe, expect, test } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { SERVICE_CODES, SERVICES } from '../service/services.ts';
import { examine, form, LES_LUTINS, submitted } from './fixtures.ts';
import { parseRequestForm } from './schema.ts';
import { STRANGER, saidByRules } from './services.ts';
import type { AccessRequest } from './types.ts';

const WHO = { nature: 'PERSONNE_MORALE', typeOrganisme: 'ASSOCIATION' } as const;
const AFAS = { services: ['AFAS'], profiles: [], eligibility: { AFAS: { prestationService: false } }, ...WHO } as const;
const asking = (changes: object) => submitted(changes as Parameters<typeof submitted>[0]).request;
const faultsAt = (changes: object) => {
  const parsed = parseRequestForm({ ...LES_LUTINS, ...changes });
  return parsed.ok ? [] : parsed.faults.map(({ path, code }) => `${path} ${code}`);
};

describe('the public form serves every service of the catalogue [P]', () => {
  test('unsaid, it is Cdap’s as in the sources (REQ-1); a stored form of before says nothing of services', () => {
    expect(form().services).toEqual(['CDAP']);
    const { services, nature, typeOrganisme, eligibility, ...before } = form();
    const old: AccessRequest = { ...submitted().request, form: before };
    expect(examine(old, 'accept', { profiles: ['T2'] }).starts).toMatchObject([{ services: ['CDAP'] }]);
  });

  test('each asks who the organisme is and its own questions, all faults at once', () => {
    const others = SERVICE_CODES.filter((service) => service !== 'CDAP');
    expect(faultsAt({ services: others, profiles: [] })).toEqual([
      ...['nature CHAMP_OBLIGATOIRE', 'typeOrganisme CHAMP_OBLIGATOIRE'],
      ...[
        'eligibility.AFAS.prestationService CHAMP_OBLIGATOIRE',
        'eligibility.ESPACE_BAILLEUR.locataireAide CHAMP_OBLIGATOIRE',
      ],
      'eligibility.ESAT.habtiers CHAMP_OBLIGATOIRE',
    ]);
    expect(faultsAt({ services: [], profiles: [] })).toEqual(['services CHAMP_OBLIGATOIRE']);
    expect(faultsAt({ services: ['DGFIP'], ...WHO })).toEqual(['profiles CHAMP_NON_ATTENDU']);
    expect(faultsAt({ services: ['CDAP'], cafproOtherDepartment: undefined })).toEqual([
      'cafproOtherDepartment CHAMP_OBLIGATOIRE',
    ]);
  });

  test('a need in words alone is redirected at once; a service beside it is studied (REQ-4)', () => {
    const need = { services: [], profiles: [], otherNeed: 'Commission de surendettement' };
    expect(asking(need).state).toBe('REORIENTEE');
    expect(asking({ ...AFAS, otherNeed: need.otherNeed }).state).toBe('DEPOSEE');
  });

  test('the agent reads what is asked for, and what no fact settles', () => {
    const [task] = asking(AFAS).tasks;
    expect(task?.reason).toContain(`Services demandés : ${SERVICES.AFAS}.`);
    expect(task?.reason).toContain('Est-il légitime comme autre partenaire');
  });
});

test('what the rules say by themselves is what an agent begins with: granted, to be judged, refused (CONV-1)', () => {
  const asked = form({
    ...{ services: ['AFAS', 'ADONIS', 'DGFIP', 'OFFRE_BAILLEURS', 'ESPACE_BAILLEUR'], profiles: [], ...WHO },
    typeOrganisme: 'DDFIP',
    eligibility: {
      AFAS: { prestationService: false },
      ADONIS: { activite: 'Repas' },
      ESPACE_BAILLEUR: { locataireAide: true },
    },
  } as Parameters<typeof form>[0]);
  const said = (type: 'ASSOCIATION' | null) => saidByRules(asked, { ...STRANGER, type, at: new Date(0) });
  expect(said(null).map(({ service, says }) => `${service} ${says}`)).toEqual([
    ...['AFAS A_JUGER', 'ADONIS A_JUGER', 'DGFIP ACCORDE', 'OFFRE_BAILLEURS REFUSE', 'ESPACE_BAILLEUR REFUSE'],
  ]);
  // what the Caf has recorded counts before what the form says
  expect(said('ASSOCIATION').find(({ service }) => service === 'DGFIP')).toMatchObject({
    says: 'REFUSE',
    words: [expect.stringContaining('réservée aux directions départementales')],
  });
});

describe('the Caf decides service by service (CONV-1, REQ-17)', () => {
  test('granted: one conventionnement with what is asked for, and what the organisme says of itself', () => {
    const { starts, mails, request } = examine(
      asking({ ...AFAS, services: ['CDAP', 'AFAS'], profiles: ['T2'] }),
      'accept',
      {
        profiles: ['T2'],
        services: ['AFAS'],
      },
    );
    expect(starts).toMatchObject([
      { type: 'conventionnement', services: ['CDAP', 'AFAS'], profiles: ['T2'], eligibility: null, partner: WHO },
    ]);
    expect(mails[0]?.params).toMatchObject({
      template: 'MAIL-24',
      profiles: [expect.stringContaining('T2'), SERVICES.AFAS],
    });
    expect(request.decision?.services).toMatchObject([{ service: 'AFAS', accepted: true }]);
  });

  test('what no fact settles is not granted by itself: the agent ticks it, or says why not', () => {
    expect(refused(() => examine(asking(AFAS), 'accept'))?.faults).toMatchObject([
      { path: 'reasons.AFAS', code: 'MOTIF_MANQUANT' },
    ]);
    const { request } = examine(asking(AFAS), 'refuse', { reasons: { AFAS: 'Hors de notre champ.' } });
    expect(request).toMatchObject({
      state: 'REFUSEE',
      decision: { services: [{ service: 'AFAS', accepted: false, code: 'AUTRE', reason: 'Hors de notre champ.' }] },
    });
  });

  test.each([
    ['DGFIP', {}, 'PAS_DDFIP', 'DGF-1'],
    ['ADONIS', {}, 'PAS_AIDE_A_DOMICILE', 'ADON-1'],
    ['OFFRE_BAILLEURS', {}, 'PAS_BAILLEUR_PRIVE', 'BAIL-1'],
    ['ESPACE_BAILLEUR', { eligibility: { ESPACE_BAILLEUR: { locataireAide: true } } }, 'PAS_BAILLEUR', 'BAIL-2'],
    ['TUTEUR', {}, 'SANS_T9', 'TUT-1'],
  ])(
    '%s of who is not entitled cannot be granted, and is refused with the rule’s own words',
    (service, over, code, rule) => {
      const request = asking({ services: [service], profiles: [], ...WHO, ...over });
      const tried = refused(() => examine(request, 'accept', { services: [service] }));
      expect(tried?.faults[0]).toMatchObject({ path: 'services', code, rule });
      const { request: ended, mails } = examine(request, 'refuse');
      expect(ended.decision?.services).toMatchObject([{ service, accepted: false, code, rule }]);
      expect(mails[0]?.params).toMatchObject({ template: 'MAIL-23', reasons: [expect.stringContaining(' : ')] });
    },
  );

  test('what the Caf has recorded of the organisme counts before what it says', () => {
    const request = asking({ services: ['DGFIP'], profiles: [], ...WHO, typeOrganisme: 'DDFIP' });
    expect(examine(request, 'accept').starts).toMatchObject([{ services: ['DGFIP'] }]);
    const entitlement = { ...STRANGER, type: 'ASSOCIATION' as const, at: new Date(0) };
    const known = { ...request, ground: { entitlement, held: null } };
    expect(refused(() => examine(known, 'accept', { services: ['DGFIP'] }))?.faults[0]?.code).toBe('PAS_DDFIP');
  });

  test('a service with a procedure of its own starts that one beside, which joins the first (DEL-12)', () => {
    const request = asking({
      ...{ services: ['CDAP', 'ESAT'], profiles: ['T2'], ...WHO, typeOrganisme: 'ESAT' },
      eligibility: { ESAT: { habtiers: true } },
    });
    expect(examine(request, 'accept', { profiles: ['T2'], services: ['ESAT'] }).starts).toMatchObject([
      { type: 'conventionnement', services: ['CDAP'], startKey: 'accessRequest:access-request-1' },
      {
        ...{ type: 'esatOnboarding', services: ['ESAT'], startKey: 'accessRequest:access-request-1:ESAT' },
        esat: { knownInMcp: false, knownInHabtiers: true, activeInHabtiers: null },
      },
    ]);
  });

  test('nothing granted is a refusal; a service that was not asked for is none of it', () => {
    expect(
      refused(() => examine(asking(AFAS), 'accept', { services: [], reasons: { AFAS: 'Non.' } }))?.faults,
    ).toMatchObject([{ path: 'profiles', code: 'PROFIL_MANQUANT' }]);
    expect(refused(() => examine(asking(AFAS), 'accept', { services: ['AFAS', 'DGFIP'] }))?.faults).toMatchObject([
      { path: 'services', code: 'SERVICE_NON_DEMANDE' },
    ]);
  });
});
