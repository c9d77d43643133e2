import { describe, expect, it } from '@jest/globals';
import { account, BEGIN, roster } from '../../test/builders/control.ts';
import { refused } from '../../test/refused.ts';
import { askerOf, assertActs, assertAnywhere, assertRight, mayDo, readableGroups } from './rights.ts';
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

describe('an agent of a Caf that managed the organisme before (DEL-7b, DEL-8)', () => {
  const base = roster();
  const moved: Roster = { ...base, partner: { ...base.partner, caf: 'CNA', readerCafs: ['93'] } };
  const agentOf = (caf: string) =>
    askerOf(moved, { id: 'a', role: 'agent', label: 'Agent', ip: null, caf }, BEGIN, false);

  it('reads everybody and every group, and may do nothing: refused with the reason, not as if it were not there', () => {
    expect(readableGroups(agentOf('93'), moved)).toBe('all');
    expect(mayDo(agentOf('93'), moved, 'accounts.edit', { personId: 'omar' })).toBe(false);
    expect(refused(() => assertRight(agentOf('93'), moved, 'users.create'))).toMatchObject({
      ...{
        code: 'ACTION_NON_PERMISE',
        rule: 'DEL-8',
        message: expect.stringContaining("géré par le Centre national d'appui"),
      },
    });
    expect(refused(() => assertAnywhere(agentOf('93'), moved, 'groups.create'))?.code).toBe('ACTION_NON_PERMISE');
  });

  it('acts in nothing, not even where reading is enough to ask', () => {
    expect(refused(() => assertActs(agentOf('93')))).toMatchObject({ code: 'ACTION_NON_PERMISE', rule: 'DEL-8' });
    expect(() => assertActs(agentOf('CNA'))).not.toThrow();
  });

  it('of any other Caf it is not there (S5)', () => {
    expect(readableGroups(agentOf('75'), moved)).toEqual([]);
    expect(refused(() => assertRight(agentOf('75'), moved, 'users.read'))?.code).toBe('INTROUVABLE');
  });
});

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
