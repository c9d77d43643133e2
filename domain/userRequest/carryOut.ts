import { closeUser, createUser, editUser, reactivateUser } from '../people/accountActs.ts';
import { accountOf } from '../people/desk.ts';
import { joinGroup, leaveGroup } from '../people/membership.ts';
import type { Asker } from '../people/rights.ts';
import type { PeopleDesk } from '../people/types.ts';
import { parisDate } from '../policy/calendar.ts';
import type { AskedChange } from './types.ts';

/**
 * Does on a partner's people what is asked, as its Caf (RGT-17): the same acts, rules and refusals as when an agent does it. Returns whose
 * account it is about.
 */
export function carryOutChange(desk: PeopleDesk, asked: AskedChange): string {
  const caf = asCaf(desk.actor.id);
  switch (asked.what) {
    case 'create': {
      const { input, confirmed, groupIds } = asked;
      if (input === null) throw new Error('this account was made already');
      return createUser(desk, { type: 'createUser', input, confirmed, administrateur: false, groupIds }, caf);
    }
    case 'close': {
      const { userId, replacementId, closingReason: reason = null } = asked;
      const today = parisDate(desk.at);
      const closesOn = asked.closesOn === null || asked.closesOn < today ? today : asked.closesOn;
      const act = { type: 'closeUser', userId, closesOn, replacementId, withoutManager: false, reason } as const;
      return closeUser(desk, act, caf);
    }
    case 'move': {
      const { id } = accountOf(desk.roster, asked.userId);
      for (const groupId of asked.leave) leaveGroup(desk, groupId, id, caf);
      for (const groupId of asked.join) joinGroup(desk, groupId, id, caf);
      return id;
    }
    case 'edit': {
      const { userId, changes, confirmed } = asked;
      if (changes === null) throw new Error('this account was corrected already');
      return editUser(desk, { type: 'editUser', userId, changes, confirmed }, caf);
    }
    case 'reactivate':
      return reactivateUser(desk, { type: 'reactivateUser', userId: asked.userId }, caf);
  }
}

/** Whoever completes the task works for the managing Caf: that was asked before (S5). */
function asCaf(id: string): Asker {
  return {
    id,
    capacities: ['agent'],
    sameRoster: true,
    readsOf: null,
    managed: new Set(),
    subgroupByResponsable: false,
  };
}
