import { describe, expect, test } from '@jest/globals';
import { LES_LUTINS } from './fixtures.ts';
import { parseRequestForm } from './schema.ts';

const faultsAt = (input: unknown) => {
  const parsed = parseRequestForm(input);
  return parsed.ok ? [] : parsed.faults.map(({ path, code }) => `${path} ${code}`);
};
const form = (changes: Record<string, unknown>) => ({ ...LES_LUTINS, ...changes });
const OUI = { otherCafNeed: true, otherCafDepartments: ['73'], motivation: 'Nos usagers habitent aussi en Savoie.' };

describe('public form (§3.1)', () => {
  test('AC-01: SIRET stored as 14 digits, phone as E.164, the organisme mailbox is allowed (AC-02, FMT-15)', () => {
    expect(parseRequestForm(LES_LUTINS)).toMatchObject({
      ok: true,
      value: {
        siret: '99992546400011',
        phone: '+33476000001',
        email: 'contact@leslutins.example',
        profiles: ['T2'],
        otherNeed: null,
        motivation: null,
        otherCafDepartments: [],
      },
    });
  });

  test.each(['99992546400012', '9999254640001'])('AC-03: SIRET %s is refused on its field', (siret) => {
    const parsed = parseRequestForm(form({ siret }));
    expect(parsed).toMatchObject({ ok: false, faults: [{ path: 'siret' }] });
  });

  test('AC-04, REQ-3: OUI asks for reasons and départements, NON refuses them', () => {
    expect(faultsAt(form({ ...OUI, motivation: undefined }))).toEqual(['motivation CHAMP_OBLIGATOIRE']);
    expect(faultsAt(form({ ...OUI, motivation: '   ' }))).toEqual(['motivation CHAMP_OBLIGATOIRE']);
    expect(faultsAt(form({ ...OUI, motivation: 'Trop court' }))).toEqual(['motivation MOTIVATION_TROP_COURTE']);
    expect(faultsAt(form({ otherCafNeed: false, otherCafDepartments: ['73'] }))).toEqual([
      'otherCafDepartments CHAMP_NON_ATTENDU',
    ]);
    expect(faultsAt(form({ motivation: 'Une raison donnée sans besoin' }))).toEqual(['motivation CHAMP_NON_ATTENDU']);
    expect(faultsAt(form({ ...OUI, otherCafDepartments: [] }))).toEqual(['otherCafDepartments CHAMP_OBLIGATOIRE']);
    expect(faultsAt(form({ ...OUI, otherCafDepartments: ['73', '73'] }))).toEqual([
      'otherCafDepartments DEPARTEMENT_EN_DOUBLE',
    ]);
    expect(faultsAt(form({ ...OUI, otherCafDepartments: ['38'] }))).toEqual([
      'otherCafDepartments DEPARTEMENT_DE_LA_CAF',
    ]);
    expect(faultsAt(form({ ...OUI, otherCafDepartments: ['99'] }))).toEqual([
      'otherCafDepartments.0 DEPARTEMENT_INCONNU',
    ]);
    expect(faultsAt(form({ cafproOtherDepartment: true }))).toEqual(['cafproDepartments CHAMP_OBLIGATOIRE']);
    expect(faultsAt(form({ cafproDepartments: ['01'] }))).toEqual(['cafproDepartments CHAMP_NON_ATTENDU']);
    expect(faultsAt(form(OUI))).toEqual([]);
    // a page sends what was left blank
    expect(faultsAt(form({ motivation: '', otherCafDepartments: [] }))).toEqual([]);
  });

  test('all faults at once, those of the conditional parts included', () => {
    const paths = faultsAt({
      siret: '123',
      email: 'x',
      phone: '1',
      cafproOtherDepartment: true,
      otherCafNeed: true,
    }).map((fault) => fault.split(' ')[0]);
    expect(new Set(paths)).toEqual(
      new Set([
        'raisonSociale',
        'siret',
        'address',
        'email',
        'phone',
        'caf',
        'profiles',
        'cafproDepartments',
        'motivation',
        'otherCafDepartments',
      ]),
    );
  });

  test('REQ-4, FMT-17: a box or a need in words; no other T number; unknown fields are told', () => {
    expect(faultsAt(form({ profiles: [] }))).toEqual(['profiles CHAMP_OBLIGATOIRE']);
    expect(faultsAt(form({ profiles: [], otherNeed: 'Bailleur social' }))).toEqual([]);
    expect(faultsAt(form({ profiles: ['T3'] }))).toEqual(['profiles.0 CHAMP_INVALIDE']);
    expect(faultsAt(form({ nombreUtilisateurs: 3 }))).toEqual(['nombreUtilisateurs CHAMP_INCONNU']);
    expect(faultsAt('rien').length).toBeGreaterThan(0);
  });
});
