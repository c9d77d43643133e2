import { describe, expect, it } from '@jest/globals';
import { account, BEGIN, roster } from '../../test/builders/control.ts';
import { askerOf, mayDo } from './rights.ts';
import type { Group, Roster } from './types.ts';

/** Omar manages gT4; everybody else's groups and places are said case by case. */
function lutins(places: Record<string, string[]>, groups: Record<string, Partial<Group>> = {}): Roster {
  const base = roster();
  const [first] = base.groups;
  const [member] = base.memberships;
  if (first === undefined || member === undefined) throw new Error('Les Lutins have groups and members');
  return {
    ...base,
    accounts: [...base.accounts, account('paul')],
    groups: [
      { ...first, managerId: 'paul' },
      { ...first, id: 'gT4', managerId: 'omar' },
      ...Object.entries(groups).map(([id, over]) => ({ ...first, id, managerId: null, ...over })),
    ],
    memberships: Object.entries(places).flatMap(([userId, ids]) =>
      ids.map((groupId) => ({ ...member, id: `${groupId}-${userId}`, userId, groupId })),
    ),
  };
}

/** What Omar may do to this person: edit the account, change its address. */
function omarMay(where: Roster, personId: string): [edit: boolean, address: boolean] {
  const asker = askerOf(where, { id: 'omar', role: 'utilisateur', label: 'Omar', ip: null }, BEGIN, false);
  const may = (right: 'accounts.edit' | 'accounts.address') => mayDo(asker, where, right, { personId });
  return [may('accounts.edit'), may('accounts.address')];
}

describe('a gestionnaire and the accounts of his groups (RGT-9, ACC-8)', () => {
  it('changes the address of who is in his groups only, those below included', () => {
    expect(omarMay(lutins({ zoe: ['gT4'] }), 'zoe')).toEqual([true, true]);
    const below = { sub: { parentId: 'gT4', managerId: 'paul' }, deep: { parentId: 'sub' } };
    expect(omarMay(lutins({ zoe: ['gT4', 'deep'] }, below), 'zoe')).toEqual([true, true]);
    expect(omarMay(lutins({ zoe: [] }), 'zoe')).toEqual([false, false]);
    expect(omarMay(lutins({ zoe: ['gT1'] }), 'zoe')).toEqual([false, false]);
  });

  it('not of who is also in a group that is open and not his, whoever has put them there', () => {
    expect(omarMay(lutins({ zoe: ['gT4', 'gT1'] }), 'zoe')).toEqual([true, false]);
    expect(omarMay(lutins({ zoe: ['gT4', 'alone'] }, { alone: {} }), 'zoe')).toEqual([true, false]);
    expect(omarMay(lutins({ zoe: ['gT4', 'closed'] }, { closed: { closedAt: BEGIN } }), 'zoe')).toEqual([true, true]);
  });

  it('nothing of the account of another group’s gestionnaire, or of an administrateur', () => {
    expect(omarMay(lutins({ paul: ['gT4'] }), 'paul')).toEqual([false, false]);
    expect(omarMay(lutins({ claire: ['gT4'] }), 'claire')).toEqual([false, false]);
    const below = { sub: { parentId: 'gT4', managerId: 'nadia' } };
    expect(omarMay(lutins({ nadia: ['sub'] }, below), 'nadia')).toEqual([true, true]);
  });
});
