import { describe, expect, it } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { CASE_KINDS } from '../case/kinds.ts';
import type { CaseType } from '../case/types.ts';
import { assertKnowsAct, knowsAct, type WholeAct } from './acts.ts';
import { FOLLOWING_ACCOUNT, PROCESS_TYPES } from './types.ts';

const ACTS = ['cancel', 'remind'] as const satisfies readonly WholeAct[];

describe('acts on a process as a whole', () => {
  it.each(FOLLOWING_ACCOUNT)('%s is neither cancelled nor reminded: the account itself is acted on (ACT-3)', (type) => {
    for (const act of ACTS)
      expect(refused(() => assertKnowsAct(type, act))).toMatchObject({
        code: 'ETAT_INCOMPATIBLE',
        message: expect.stringContaining('page du compte'),
      });
    expect(refused(() => assertKnowsAct(type, 'remind'))?.rule).toBe('ACT-3');
  });

  it.each(Object.keys(CASE_KINDS) as CaseType[])(
    '%s is offered the acts that its kind carries out, no other',
    (type) => {
      for (const act of ACTS) {
        const parsed = CASE_KINDS[type].acts.safeParse({ type: act, reason: 'Doublon' });
        expect([act, knowsAct(type, act)]).toEqual([act, parsed.success]);
      }
    },
  );

  it.each(PROCESS_TYPES)('%s: what is not known is refused, what is known is not', (type) => {
    for (const act of ACTS)
      expect([act, refused(() => assertKnowsAct(type, act)) === null]).toEqual([act, knowsAct(type, act)]);
  });

  it('an import and a campaign may be stopped; neither has a reminder of its own', () => {
    for (const type of ['userImport', 'esatCampaign'] as const)
      expect(ACTS.map((act) => knowsAct(type, act))).toEqual([true, false]);
    expect(ACTS.map((act) => knowsAct('conventionnement', act))).toEqual([true, true]);
  });
});
