import { describe, expect, it } from '@jest/globals';
import { roster } from '../../test/builders/control.ts';
import { replacementObstacle } from '../people/askReplacement.ts';
import { besideObstacle, modeChangeObstacle } from './modeChange.ts';

const service = { id: 'service', changesMode: false };
const change = { id: 'change', changesMode: true };
const ground = { caf: '93', inForce: true, departments: ['93'], beside: [] };

describe('what stands in the way of a change of mode (DEL-5, DEL-7)', () => {
  it.each([
    ['nothing', {}, null, undefined],
    ['no convention with a service', { inForce: false, beside: [service] }, 'SANS_CONVENTION', undefined],
    ['several départements', { departments: ['93', '75'] }, 'PORTEE_MULTI_DEPARTEMENTALE', undefined],
    ['several départements, at the CNA already', { caf: 'CNA', departments: ['93', '75'] }, null, undefined],
    ['documents on their way', { beside: [service] }, 'PROCESSUS_EN_COURS', 'service'],
    ['another change, whatever else runs', { beside: [service, change] }, 'PROCESSUS_EN_COURS', 'change'],
  ])('%s', (_, over, code, processId) => {
    const obstacle = modeChangeObstacle({ ...ground, ...over });
    expect([obstacle?.code ?? null, obstacle?.faults[0]?.message]).toEqual([code, processId]);
  });

  it('other documents begin beside each other, not beside a change of mode', () => {
    expect(besideObstacle([service], false)).toBeNull();
    expect(besideObstacle([service, change], false)).toMatchObject({ code: 'PROCESSUS_EN_COURS', rule: 'DEL-5' });
  });
});

describe('what stands in the way of annexe 3 (ADM-3, CONV-12)', () => {
  it('one under way, by its process; no convention; nothing', () => {
    expect(replacementObstacle(roster())).toBeNull();
    expect(replacementObstacle({ ...roster(), convention: null })?.code).toBe('SANS_CONVENTION');
    const underWay = replacementObstacle({
      ...roster(),
      replacement: { id: 'annexe', leavingId: null },
      convention: null,
    });
    expect([underWay?.code, underWay?.faults[0]?.message]).toEqual(['PROCESSUS_EN_COURS', 'annexe']);
  });
});
