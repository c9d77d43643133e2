import { describe, expect, it } from '@jest/globals';
import { AFAS_GROUPS } from '../service/afas/groups.ts';
import { SERVICE_CODES } from '../service/services.ts';
import { labelFault, parseGroupCode } from './naming.ts';

describe('code of a group (FMT-18)', () => {
  it.each([
    ['T2CR', 'T2CR'],
    [' t2cr ', 'T2CR'],
    ['t9-majeurs', 'T9-MAJEURS'],
    ['A', 'A'],
    ['ABCDEFGHIJ1234567890', 'ABCDEFGHIJ1234567890'],
    [AFAS_GROUPS.habiliter, 'AFAS-HABILITER'],
    [AFAS_GROUPS.declarer, 'AFAS-DECLARER'],
  ])('reads %j as %s', (raw, code) => {
    expect(parseGroupCode(raw)).toEqual({ ok: true, value: code });
  });

  it.each(['', ' ', 'T2 CR', 'T2_CR', 'T2.CR', 'CRÈCHE', 'ABCDEFGHIJ12345678901', 'T2CR;'])('refuses %j', (raw) => {
    expect(parseGroupCode(raw)).toMatchObject({ fault: { code: 'CODE_GROUPE_INVALIDE', rule: 'FMT-18' } });
  });
});

describe('label of a group (FMT-19, GRP-6)', () => {
  it.each([
    ['T1 Assistants sociaux', 'T1'],
    ['T1 CESF', 'T1'],
    ['T2 Service des Crèches', 'T2'],
    ['  T2\u00a0Service Petite Enfance', 'T2'],
    ['T10 Bailleurs', 'T10'],
    ['T9 : majeurs protégés', 'T9'],
    ['T4-Rsa', 'T4'],
    ['T1', 'T1'],
  ] as const)('takes %j for %s, or for any', (label, profile) => {
    expect(labelFault('CDAP', label, profile)).toBeNull();
    expect(labelFault('CDAP', label, null)).toBeNull();
  });

  it.each([
    ['T10 Bailleurs', 'T1'],
    ['T1 Assistants sociaux', 'T10'],
    ['T1 Assistants sociaux', 'T2'],
    ['T1é', 'T1'],
    ['Service T2', 'T2'],
    ['T2CR', 'T2'],
    ['', 'T2'],
  ] as const)('refuses %j for %s', (label, profile) => {
    expect(labelFault('CDAP', label, profile)).toMatchObject({
      code: 'LIBELLE_SANS_PROFIL',
      rule: 'FMT-19',
      message: expect.stringContaining(`le profil ${profile}`),
    });
  });

  it.each(['T3 Crèches', 'T11', 'Crèches', 'T1AS', ''])('FMT-17 refuses %j, which names no known profile', (label) => {
    expect(labelFault('CDAP', label, null)?.code).toBe('LIBELLE_SANS_PROFIL');
  });

  it('asks nothing of the other services, which have no profile', () => {
    const others = SERVICE_CODES.filter((service) => service !== 'CDAP');
    expect(others).toHaveLength(7);
    for (const service of others) expect(labelFault(service, 'Déclarants', null)).toBeNull();
  });
});
