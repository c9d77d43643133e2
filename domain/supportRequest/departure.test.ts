import { describe, expect, it } from '@jest/globals';
import { account, after, BEGIN } from '../../test/builders/control.ts';
import { complete, newSupport, projected, type SupportCase, tick } from '../../test/builders/support.ts';
import { refused } from '../../test/refused.ts';
import type { Roster } from '../people/types.ts';

/** A departure that the Caf sees to, where the organisme is as told. */
function reported(userId: string | null, over: Partial<Roster> = {}): SupportCase {
  const one = newSupport('DEPART_SIGNALE', { userId });
  Object.assign(one.roster, over);
  return tick(one, BEGIN).case;
}
const annexe3 = (leavingId: string | null) => ({ replacement: { id: 'annexe', leavingId } });
const openTasks = (one: SupportCase) => one.tasks.filter(({ state }) => state === 'OUVERTE').map(({ kind }) => kind);

describe('the departure of an administrateur (ADM-3, TIME-12)', () => {
  it('is a task until annexe 3 is under way, and « engagée » is not said before', () => {
    const one = reported('claire');
    expect([one.state, openTasks(one)]).toEqual(['DEPART_SIGNALE', ['TRAITER_DEPART']]);
    expect(one.tasks[0]?.reason).toContain('claire Essai');
    expect(refused(() => complete(one, 'done', {}, after(1)))?.code).toBe('ANNEXE_3_REQUISE');
    Object.assign(one.roster, annexe3('claire'));
    expect(complete(one, 'done', {}, after(1)).case.state).toBe('TRAITE');
    const { case: settled, audit } = tick(one, after(1));
    expect([settled.state, settled.ended, openTasks(settled)]).toEqual(['TRAITE', true, []]);
    expect(audit.map(({ label }) => label)).toContain("Départ traité : l'annexe 3 est engagée");
  });

  it('is not seen to by an annexe 3 that adds an administrateur or replaces another', () => {
    const accounts = ['claire', 'zoe'].map((id) => account(id, { administrateurSince: BEGIN }));
    for (const leavingId of [null, 'zoe'])
      expect(reported('claire', { accounts, ...annexe3(leavingId) }).state).toBe('DEPART_SIGNALE');
    expect(reported(null, annexe3(null)).state).toBe('DEPART_SIGNALE');
    expect(reported(null, annexe3('zoe')).state).toBe('TRAITE');
  });

  it('is over once they administer no more, however that came', () => {
    for (const left of [account('claire'), account('claire', { administrateurSince: BEGIN, closesOn: '2026-10-05' })])
      expect(reported('claire', { accounts: [left] }).state).toBe('TRAITE');
    const planned = account('claire', { administrateurSince: BEGIN, closesOn: '2026-10-20' });
    expect(reported('claire', { accounts: [planned] }).state).toBe('DEPART_SIGNALE');
  });

  it('may be filed with a reason without any annexe 3', () => {
    const { case: one } = complete(reported('claire'), 'close', { reason: 'Elle reste' }, after(1));
    expect(projected(one)).toMatchObject({ state: 'CLASSEE', ended: true });
  });
});
