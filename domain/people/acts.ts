import type { ClosingReason, UserInput } from '../account/types.ts';
import type { ProfileCode, ServiceCode } from '../service/services.ts';
import type { AfasRole } from './types.ts';

/** Someone named in an act: an existing account, or one to make on the spot (GRP-8). */
export type PersonRef = { userId: string } | { create: UserInput; confirmed: boolean };

/** What may be asked of a partner's people and groups. Who may do it is rights/matrix.ts; each is one transaction. */
export type PeopleAct =
  /** `confirmed`: the creator has seen that the address does not look like the person (FMT-13). `administrateur`: ADM-10 */
  | { type: 'createUser'; input: UserInput; confirmed: boolean; administrateur: boolean; groupIds: readonly string[] }
  | { type: 'editUser'; userId: string; changes: Partial<UserInput>; confirmed: boolean }
  /** today or before: at once; `replacementId` takes over the groups of a gestionnaire, `withoutManager` leaves them without (GRP-19) */
  | {
      type: 'closeUser';
      userId: string;
      closesOn: string;
      replacementId: string | null;
      withoutManager: boolean;
      reason: ClosingReason | null;
    }
  | { type: 'reactivateUser'; userId: string }
  /** annexe 3 (ADM-3, ADM-11) is asked for; `leavingId` null: a second administrateur is added */
  | { type: 'askReplacement'; leavingId: string | null; incoming: PersonRef; closesOn: string | null }
  /** … and is applied, as both sides have signed (ADM-4) */
  | { type: 'replaceAdministrateur'; leavingId: string | null; incoming: PersonRef; closesOn: string | null }
  | {
      type: 'createGroup';
      service: ServiceCode;
      code: string;
      label: string;
      profile: ProfileCode | null;
      parentId: string | null;
      manager: PersonRef;
    }
  /** `exclusiveT9`, `establishments`: TUT-5, TUT-18; unsaid, they stay */
  | {
      type: 'editGroup';
      groupId: string;
      version: number | null;
      label: string;
      exclusiveT9?: boolean | undefined;
      establishments?: readonly string[] | undefined;
    }
  | { type: 'closeGroup'; groupId: string; reason: string }
  | { type: 'appointManager'; groupId: string; manager: PersonRef }
  | { type: 'attachRole'; groupId: string; role: string }
  | { type: 'detachRole'; groupId: string }
  | { type: 'addMember'; groupId: string; userId: string }
  | { type: 'removeMember'; groupId: string; userId: string }
  /** help with the first broken link between this person and the service (domain.md §12) */
  | { type: 'askRepair'; userId: string; service: ServiceCode }
  | { type: 'giveAfasRole'; userId: string; role: AfasRole }
  | { type: 'endAfasRole'; userId: string; role: AfasRole };

export type PeopleActOf<T extends PeopleAct['type']> = Extract<PeopleAct, { type: T }>;

/** Accounts that an act names: the store loads them with their memberships. */
export function accountsNamed(act: PeopleAct): string[] {
  switch (act.type) {
    case 'createUser':
      return [];
    case 'closeUser':
      return act.replacementId === null ? [act.userId] : [act.userId, act.replacementId];
    case 'createGroup':
    case 'appointManager':
      return named(act.manager);
    case 'askReplacement':
    case 'replaceAdministrateur':
      return [...(act.leavingId === null ? [] : [act.leavingId]), ...named(act.incoming)];
    case 'editGroup':
    case 'closeGroup':
    case 'attachRole':
    case 'detachRole':
      return [];
    default:
      return [act.userId];
  }
}

/** Addresses that an act would give to someone: the store loads who has them (FMT-14). */
export function addressesNamed(act: PeopleAct): string[] {
  switch (act.type) {
    case 'createUser':
      return [act.input.email];
    case 'editUser':
      return act.changes.email === undefined ? [] : [act.changes.email];
    case 'createGroup':
    case 'appointManager':
      return addressed(act.manager);
    case 'askReplacement':
    case 'replaceAdministrateur':
      return addressed(act.incoming);
    default:
      return [];
  }
}

function named(person: PersonRef): string[] {
  return 'userId' in person ? [person.userId] : [];
}

function addressed(person: PersonRef): string[] {
  return 'create' in person ? [person.create.email] : [];
}
