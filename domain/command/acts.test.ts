import { describe, expect, it } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { CASE_KINDS } from '../case/kinds.ts';
import type { CaseType } from '../case/types.ts';
import { FOLLOWING_ACCOUNT, PROCESS_TYPES } from '../process/types.ts';
import { type ActOf, assertKnowsAct, knowsAct, readAct, type WholeAct } from './acts.ts';

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

describe('an act from its route to its transaction', () => {
  it('does not compile where its process knows none of that name, or it lacks what that one needs', () => {
    // @ts-expect-error an import is not reminded
    const reminded: ActOf<'userImport'> = { type: 'remind' };
    // @ts-expect-error a request about a person is refused with a reason
    const cancelled: ActOf<'userRequest'> = { type: 'cancel' };
    // @ts-expect-error an account is acted on itself
    const followed: ActOf<'passwordReset'> = { type: 'completeTask', taskId: 't', outcome: 'done', fields: {} };
    expect([reminded, cancelled, followed]).toHaveLength(3);
  });

  it('is read as its kind wants it: what the schema makes of it is what is carried out', () => {
    const proof = { itemId: 'i', attachmentId: null, numeroInstructeur: '093c05501', titre: null };
    const read = readAct('annualControl', { type: 'giveProof', ...proof });
    expect(read).toEqual({ type: 'giveProof', ...proof, numeroInstructeur: '093C0550100000' });
  });

  it('that asks a process to look again is the step it takes when something is due', () => {
    for (const type of PROCESS_TYPES) expect(readAct(type, { type: 'look' })).toEqual({ type: 'tick' });
  });
});
