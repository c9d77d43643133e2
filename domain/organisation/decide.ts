import type { Context } from '../dossier/bench.ts';
import { assertNever } from '../errors.ts';
import { closeUser, createUser, editUser, reactivateUser } from './accountActs.ts';
import type { PeopleAct } from './acts.ts';
import { endAfasRole, giveAfasRole } from './afasActs.ts';
import { askRepair } from './askRepair.ts';
import { openPeopleBench } from './bench.ts';
import { appointManager, attachRole, closeGroup, createGroup, detachRole, editGroup } from './groupActs.ts';
import { joinGroup, leaveGroup } from './membership.ts';
import { askReplacement, replaceAdministrateur } from './replaceAdministrateur.ts';
import { type Asker, askerOf } from './rights.ts';
import type { Organisation, PeopleBench, PeopleDecision } from './types.ts';

export type PeopleContext = Context & Pick<PeopleBench, 'newLogin'> & { actorCaf: string | null };

/**
 * Carries an act out on a partner's people. Pure: same organisation, act and context, same decision. Throws a DomainError (nothing is
 * changed) when the rights matrix, a rule or a field refuses it. `asker`: unsaid, who acts is judged by the matrix; a process that carries
 * out what people have signed passes its own.
 */
export function decidePeople(
  organisation: Organisation,
  act: PeopleAct,
  context: PeopleContext,
  asker: Asker = askerOf(
    organisation,
    { ...context.actor, caf: context.actorCaf },
    context.at,
    context.policy.subgroupByResponsable,
  ),
): PeopleDecision {
  const bench = openPeopleBench(organisation, context);
  const result = carryOut(bench, act, asker);
  const { organisation: after, mails, audit, secrets, starts, signedOut } = bench;
  return { organisation: after, mails, audit, secrets, starts, signedOut, result };
}

function carryOut(bench: PeopleBench, act: PeopleAct, asker: Asker): string {
  switch (act.type) {
    case 'createUser':
      return createUser(bench, act, asker);
    case 'editUser':
      return editUser(bench, act, asker);
    case 'closeUser':
      return closeUser(bench, act, asker);
    case 'reactivateUser':
      return reactivateUser(bench, act, asker);
    case 'createGroup':
      return createGroup(bench, act, asker);
    case 'editGroup':
      return editGroup(bench, act, asker);
    case 'closeGroup':
      return closeGroup(bench, act, asker);
    case 'appointManager':
      return appointManager(bench, act, asker);
    case 'attachRole':
      return attachRole(bench, act, asker);
    case 'detachRole':
      return detachRole(bench, act, asker);
    case 'addMember':
      joinGroup(bench, act.groupId, act.userId, asker);
      return act.groupId;
    case 'removeMember':
      leaveGroup(bench, act.groupId, act.userId, asker);
      return act.groupId;
    case 'askRepair':
      return askRepair(bench, act, asker);
    case 'giveAfasRole':
      return giveAfasRole(bench, act, asker);
    case 'endAfasRole':
      return endAfasRole(bench, act, asker);
    case 'askReplacement':
      return askReplacement(bench, act, asker);
    case 'replaceAdministrateur':
      return replaceAdministrateur(bench, act, asker);
    default:
      return assertNever(act);
  }
}
