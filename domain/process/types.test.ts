import { expect, it } from '@jest/globals';
import {
  FOLLOWING_ACCOUNT,
  PROCESS_TYPES,
  processId,
  processLabel,
  RESTING_ON_CONVENTION,
  WATCHING_ADMINISTRATEURS,
} from './types.ts';

it('a workflow is found by its type and its business key, a second try beside the first', () => {
  expect(processId('annualControl', 'p1-2026', 1)).toBe('annual-control-p1-2026');
  expect(processId('conventionnement', '99991041700016', 2)).toBe('conventionnement-99991041700016-2');
});

it('every type has words, and no two the same', () => {
  const labels = PROCESS_TYPES.map(processLabel);
  expect(labels).not.toContain('');
  expect(new Set(labels).size).toBe(PROCESS_TYPES.length);
});

it('CONV-12, CONV-13: what cannot go on without a convention looks again when it is closed', () => {
  for (const type of ['conventionnement', 'esatOnboarding', 'administratorReplacement'] as const)
    expect(RESTING_ON_CONVENTION).toContain(type);
  for (const type of ['userRequest', 'annualControl', 'approverChange', 'serviceSuspension'] as const)
    expect(RESTING_ON_CONVENTION).toContain(type);
  // what is about an account alone goes on, and a support request can still be answered
  for (const type of [
    'securityIncident',
    'supportRequest',
    'demarche',
    'missingProtege',
    ...FOLLOWING_ACCOUNT,
  ] as const)
    expect(RESTING_ON_CONVENTION).not.toContain(type);
});

it('ADM-3, ACT-3: what waits for administrateurs, and what follows one account', () => {
  expect(WATCHING_ADMINISTRATEURS).toEqual(['administratorReplacement', 'supportRequest']);
  expect(FOLLOWING_ACCOUNT).toEqual(['userOnboarding', 'passwordReset', 'accountClosure']);
});
