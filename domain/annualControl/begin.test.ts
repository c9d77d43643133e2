import { describe, expect, it } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { beginControl, type ControlGround, controlKey, itemsToControl } from './begin.ts';

const GROUND: ControlGround = {
  ...{ partnerId: 'p1', caf: '93', raisonSociale: 'Les Lutins', runningId: null },
  candidates: [
    { userId: 'nadia', profile: 'T1' },
    { userId: 'zoe', profile: 'T4' },
  ],
  leavers: ['ali'],
  accesses: [{ service: 'CDAP', people: 2, unused: 0 }],
};
const wished = { year: 2026, sampleSize: 1 };
const items = (over: Partial<ControlGround>) => itemsToControl({ ...GROUND, ...over }, wished, (text) => text);

describe('a yearly control begins (OBL-15, TIME-3)', () => {
  it('with the sample, the accounts still open, and a label that names year and organisme', () => {
    const { sample, items: all } = items({});
    expect(sample.map(({ userId }) => userId)).toEqual(['nadia']);
    expect(all.map(({ id }) => id)).toEqual(['T1-nadia', 'DEPART-ali']);
    const begun = beginControl(GROUND, wished, all, []);
    expect(begun).toMatchObject({
      ...{ label: 'Contrôle annuel 2026 – Les Lutins', state: 'OUVERT' },
      ...{ tell: { label: 'Contrôle annuel 2026 ouvert', rule: 'TIME-3' } },
      facts: { year: 2026, sampleSize: 1, people: ['nadia', 'ali'], accesses: GROUND.accesses, askedAt: null },
    });
    expect(controlKey('p1', 2026)).toBe('p1-2026');
  });

  it('once a year, and where somebody is habilitated for a service, whichever it is (TIME-3)', () => {
    const refusal = (over: Partial<ControlGround>) => refused(() => items(over));
    expect(refusal({ runningId: 'c1', accesses: [] })).toMatchObject({
      ...{ code: 'PROCESSUS_EN_COURS', rule: 'TIME-3', faults: [{ path: 'processId', message: 'c1' }] },
      message: expect.stringContaining('2026'),
    });
    expect(refusal({ accesses: [] })).toMatchObject({ code: 'SANS_HABILITE', rule: 'OBL-15' });
    const afas = { accesses: [{ service: 'AFAS' as const, people: 1, unused: 0 }] };
    expect(items({ ...afas, candidates: [{ userId: 'nadia', profile: 'AFAS' }], leavers: [] }).items).toMatchObject([
      { id: 'AFAS-nadia', about: 'AFAS' },
    ]);
  });
});
