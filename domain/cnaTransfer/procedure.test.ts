import { describe, expect, it } from '@jest/globals';
import { AGENT, BEGIN, contextAt, newControl, roster } from '../../test/builders/control.ts';
import { refused } from '../../test/refused.ts';
import { decideCase, projectCase } from '../case/decide.ts';
import type { Case } from '../case/types.ts';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { transferBeginning } from './begin.ts';
import { type CnaTransferState, cnaTransfer } from './procedure.ts';
import type { CnaTransferFacts } from './types.ts';

type Move = Case<CnaTransferFacts, CnaTransferState>;
const from = roster().partner.caf;
const ONE = [{ number: '24_1', caf: from }];
const TWO = [...ONE, { number: '20_75', caf: '75' }];
const DAY = 86_400_000;

function asked(conventions: typeof ONE, departments: string[] = []): Move {
  const begun = transferBeginning({ from, departments: ['75', '93'], reason: 'Second site' }, 'Horizon');
  return { ...newControl(), ...begun, opened: false, contracts: { departments, conventions } } as Move;
}
const step = (one: Move, type: 'open' | 'tick', at = BEGIN) =>
  decideCase(cnaTransfer, one, { type }, contextAt(at, PROCESS_ACTOR));
const undo = (one: Move) => decideCase(cnaTransfer, one, { type: 'undo', reason: 'Erreur' }, contextAt(BEGIN, AGENT));
const openTasks = ({ tasks }: Move) => tasks.filter(({ state }) => state === 'OUVERTE');

describe('a partner goes to the CNA (DEL-7, DEL-8)', () => {
  it('at once, and everyone is told: the CNA, the Caf that it leaves, the partner', () => {
    const { case: moved, move, mails } = step(asked(ONE), 'open');
    expect([moved.state, moved.caf, move?.from, move?.to]).toEqual(['TRANSFERE', 'CNA', from, 'CNA']);
    expect(new Set(mails.map(({ params }) => params.template))).toEqual(new Set(['MAIL-29', 'MAIL-110']));
    expect(openTasks(moved)).toEqual([]);
  });

  it('may be undone for 90 days, then is confirmed', () => {
    const moved = step(asked(ONE), 'open').case;
    expect(step(moved, 'tick', new Date(BEGIN.getTime() + 90 * DAY - 1)).case.state).toBe('TRANSFERE');
    expect(step(moved, 'tick', new Date(BEGIN.getTime() + 90 * DAY)).case).toMatchObject({
      state: 'CONFIRME',
      ended: true,
    });
    expect(undo(moved)).toMatchObject({ move: { from: 'CNA', to: from }, case: { state: 'ANNULE', caf: from } });
  });

  it('is not undone while a bulletin in force reaches several départements', () => {
    const moved = step(asked(ONE, ['75', '93']), 'open').case;
    expect(refused(() => undo(moved))?.code).toBe('PORTEE_MULTI_DEPARTEMENTALE');
  });
});

describe('two conventions in force (CONV-6, DEL-11)', () => {
  it('are a task of the CNA, which names both; nothing is confirmed or undone meanwhile', () => {
    const moved = step(asked(TWO), 'open').case;
    expect(openTasks(moved)).toMatchObject([
      { kind: 'DEUX_CONVENTIONS', caf: 'CNA', reason: expect.stringMatching(/20_75 \(Caf 75\)/) },
    ]);
    expect(projectCase(cnaTransfer, moved, DEFAULT_POLICY)).toMatchObject({
      nextActionAt: null,
      waitingFor: { who: 'CAF' },
    });
    expect(step(moved, 'tick', new Date(BEGIN.getTime() + 200 * DAY)).case.state).toBe('TRANSFERE');
    expect(refused(() => undo(moved))?.message).toMatch(/n'en gardez d'abord qu'une/);
  });

  it('the task closes by itself once one is left, whoever closed the other', () => {
    const moved = step(asked(TWO), 'open').case;
    const looked = step({ ...moved, contracts: { departments: [], conventions: ONE } }, 'tick').case;
    expect([openTasks(looked), looked.state]).toEqual([[], 'TRANSFERE']);
  });
});
