import { expect, it } from '@jest/globals';
import { account, BEGIN, contextAt, roster } from '../../test/builders/control.ts';
import { refused } from '../../test/refused.ts';
import type { PeopleAct } from './acts.ts';
import { decidePeople } from './decide.ts';

const CLAIRE = { id: 'claire', role: 'utilisateur', label: 'Claire', ip: null } as const;

/** Claire, administrateur, closes the account of Paul, who manages every group. */
function closed(over: Partial<Extract<PeopleAct, { type: 'closeUser' }>>) {
  const base = roster();
  const lutins = {
    ...base,
    accounts: [...base.accounts, account('paul')],
    groups: base.groups.map((group) => ({ ...group, managerId: 'paul' })),
  };
  const chosen = { replacementId: null, withoutManager: false, reason: 'DEPART', ...over } as const;
  const act = { type: 'closeUser', userId: 'paul', closesOn: '2026-10-05', ...chosen } as const;
  const context = { ...contextAt(BEGIN, CLAIRE), actorCaf: null };
  return decidePeople(lutins, act, context).roster.groups.map(({ managerId }) => managerId);
}

it('a gestionnaire whose account is closed is replaced by somebody else, or the groups are left without one, and that is said (GRP-19)', () => {
  expect(closed({ replacementId: 'omar' })).toEqual(['omar', 'omar']);
  expect(closed({ withoutManager: true })).toEqual([null, null]);
  for (const replacementId of [null, 'paul'])
    expect(refused(() => closed({ replacementId }))).toMatchObject({ code: 'GESTIONNAIRE_A_REMPLACER' });
});
