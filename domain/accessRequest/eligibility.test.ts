import { describe, expect, test } from '@jest/globals';
import { type Checks, verdictOn } from './eligibility.ts';

const t1 = (changes: Partial<NonNullable<Checks['T1']>>) =>
  verdictOn('T1', {
    T1: { qualification: 'AS', employer: 'AUTRE', occupational: false, rsaReferent: false, ...changes },
  });
const words = (verdict: ReturnType<typeof verdictOn>) =>
  verdict === null ? null : 'reason' in verdict ? `${verdict.outcome} ${verdict.reason}` : verdict.outcome;

describe('eligibility per profile (REQ-5 to REQ-16)', () => {
  test.each(['ETAT', 'DEPARTEMENT', 'HOPITAL', 'COLLECTIVITE', 'CRAM', 'CARSAT', 'CNAV_IDF', 'MSA'] as const)(
    'REQ-5, REQ-6, REQ-7: AS of %s',
    (employer) => {
      expect(words(t1({ employer }))).toBe('accepted');
    },
  );

  test('REQ-5: AS who is the single RSA referent, whoever employs him', () =>
    expect(words(t1({ rsaReferent: true }))).toBe('accepted'));

  test('REQ-8, AC-07: never an occupational social worker, even of the département; nobody who is neither AS nor CESF', () => {
    expect(words(t1({ employer: 'DEPARTEMENT', occupational: true, rsaReferent: true }))).toBe(
      'refused AS_DU_TRAVAIL_EXCLU',
    );
    expect(words(t1({ qualification: 'AUTRE', employer: 'ETAT' }))).toBe('refused NI_AS_NI_CESF');
    expect(words(t1({ qualification: 'AUTRE', rsaReferent: true }))).toBe('refused NI_AS_NI_CESF');
  });

  test('REQ-5, REQ-10: CESF of État and département; any other employer is for the agent to judge', () => {
    expect(words(t1({ qualification: 'CESF', employer: 'ETAT' }))).toBe('accepted');
    expect(words(t1({ qualification: 'CESF', employer: 'DEPARTEMENT' }))).toBe('accepted');
    expect(words(t1({ qualification: 'CESF', employer: 'HOPITAL' }))).toBe('review EMPLOYEUR_A_EXAMINER');
    expect(words(t1({ qualification: 'AS', employer: 'AUTRE' }))).toBe('review EMPLOYEUR_A_EXAMINER');
  });

  test('REQ-11: T2 needs a Caf subsidy', () => {
    expect(words(verdictOn('T2', { T2: { subventionActionSociale: true } }))).toBe('accepted');
    expect(words(verdictOn('T2', { T2: { subventionActionSociale: false } }))).toBe('refused SANS_SUBVENTION');
  });

  test('REQ-12: T4 needs RSA processing and a numéro d’instructeur', () => {
    expect(words(verdictOn('T4', { T4: { instructionRsa: true, numeroInstructeur: true } }))).toBe('accepted');
    expect(words(verdictOn('T4', { T4: { instructionRsa: true, numeroInstructeur: false } }))).toBe(
      'refused SANS_NUMERO_INSTRUCTEUR',
    );
    expect(words(verdictOn('T4', { T4: { instructionRsa: false, numeroInstructeur: true } }))).toBe(
      'refused HORS_INSTRUCTION_RSA',
    );
  });

  test('REQ-14, REQ-16: T9 needs a titre; what was not recorded has no verdict', () => {
    expect(words(verdictOn('T9', { T9: { titre: 'JUGEMENT' } }))).toBe('accepted');
    expect(words(verdictOn('T9', { T9: { titre: null } }))).toBe('refused SANS_TITRE');
    for (const profile of ['T1', 'T2', 'T4', 'T9'] as const) expect(verdictOn(profile, {})).toBeNull();
  });
});
