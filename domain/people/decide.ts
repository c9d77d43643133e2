import type { Context } from '../decision/context.ts';
import { assertNever } from '../errors.ts';
import { closeUser, createUser, editUser, reactivateUser } from './accountActs.ts';
import type { PeopleAct } from './acts.ts';
import { endAfasRole, giveAfasRole } from './afasActs.ts';
import { askRepair } from './askRepair.ts';
import { askReplacement } from './askReplacement.ts';
import { openPeopleDesk } from './desk.ts';
import { appointManager, attachRole, closeGroup, createGroup, detachRole, editGroup } from './groupActs.ts';
import { joinGroup, leaveGroup } from './membership.ts';
import { replaceAdministrateur } from './replaceAdministrateur.ts';
import { type Asker, askerOf, assertActs } from './rights.ts';
import type { PeopleDecision, PeopleDesk, Roster } from './types.ts';

export type PeopleContext = Context & Pick<PeopleDesk, 'newLogin'> & { actorCaf: string | null };

/**
 * Carries an act out on a partner's people. Pure: same organisme, act and context, same decision. Throws a DomainError (nothing is
 * changed) when the rights matrix, a rule or a field refuses it. `asker`: unsaid, who acts is judged by the matrix; a process that carries
 * out what people have signed passes its own.
 */
export function decidePeople(
  roster: Roster,
  act: PeopleAct,
  context: PeopleContext,
  asker: Asker = askerOf(
    roster,
    { ...context.actor, caf: context.actorCaf },
    context.at,
    context.policy.subgroupByResponsable,
  ),
): PeopleDecision {
  assertActs(asker);
  const desk = openPeopleDesk(roster, context);
  const result = carryOut(desk, act, asker);
  const { roster: after, mails, audit, secrets, starts, signedOut } = desk;
  return { roster: after, mails, audit, secrets, starts, signedOut, result };
}

function carryOut(desk: PeopleDesk, act: PeopleAct, asker: Asker): string {
  switch (act.type) {
    case 'createUser':
      return createUser(desk, act, asker);
    case 'editUser':
      return editUser(desk, act, asker);
    case 'closeUser':
      return closeUser(desk, act, asker);
    case 'reactivateUser':
      return reactivateUser(desk, act, asker);
    case 'createGroup':
      return createGroup(desk, act, asker);
    case 'editGroup':
      return editGroup(desk, act, asker);
    case 'closeGroup':
      return closeGroup(desk, act, asker);
    case 'appointManager':
      return appointManager(desk, act, asker);
    case 'attachRole':
      return attachRole(desk, act, asker);
    case 'detachRole':
      return detachRole(desk, act, asker);
    case 'addMember':
      joinGroup(desk, act.groupId, act.userId, asker);
      return act.groupId;
    case 'removeMember':
      leaveGroup(desk, act.groupId, act.userId, asker);
      return act.groupId;
    case 'askRepair':
      return askRepair(desk, act, asker);
    case 'giveAfasRole':
      return giveAfasRole(desk, act, asker);
    case 'endAfasRole':
      return endAfasRole(desk, act, asker);
    case 'askReplacement':
      return askReplacement(desk, act, asker);
    case 'replaceAdministrateur':
      return replaceAdministrateur(desk, act, asker);
    default:
      return assertNever(act);
  }
}
