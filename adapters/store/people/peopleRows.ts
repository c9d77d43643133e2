import { accountState } from '../../../domain/account/state.ts';
import type { Account, Qualification, Titre } from '../../../domain/account/types.ts';
import type { AfasProfile, Group, Membership } from '../../../domain/people/types.ts';
import type { ProfileCode, ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { searchTextOf } from '../dossier/startProcess.ts';
import type { Row } from '../rows.ts';

/** Rows of people and groups as PostgreSQL's `to_jsonb` gives them, and their way to and from the domain's shapes. */
const text = (row: Row, key: string) => row[key] as string;
const orNull = <T extends string = string>(row: Row, key: string) => (row[key] ?? null) as T | null;
const instant = (row: Row, key: string) => (row[key] == null ? null : new Date(row[key] as string));
const iso = (at: Date | null) => at?.toISOString() ?? null;

/** `row.secret`: the temporary password that is neither used nor void, or null. */
export function toAccount(row: Row): Account {
  const secret = row.secret as Row | null | undefined;
  return {
    id: text(row, 'id'),
    login: text(row, 'login').toUpperCase(),
    firstName: text(row, 'first_name'),
    lastName: text(row, 'last_name'),
    email: text(row, 'email'),
    phone: orNull(row, 'phone'),
    qualification: orNull<Qualification>(row, 'qualification'),
    numeroInstructeur: orNull(row, 'numero_instructeur'),
    codeBailleur: orNull(row, 'code_bailleur'),
    titre: orNull<Titre>(row, 'titre'),
    workplaceSocialWorker: row.workplace_social_worker as boolean,
    administrateurSince: instant(row, 'administrateur_since'),
    diplomeVerifieLe: instant(row, 'diplome_verifie_le'),
    closesOn: orNull(row, 'closes_on'),
    closedAt: instant(row, 'closed_at'),
    suspendedAt: instant(row, 'suspended_at'),
    hasPassword: row.password_hash != null,
    personalisingUntil: instant(row, 'personalising_until'),
    sendFailed: row.send_failed as boolean,
    secret:
      secret == null
        ? null
        : {
            id: text(secret, 'id'),
            usage: secret.usage as 'INITIAL' | 'OUBLI',
            createdAt: new Date(text(secret, 'created_at')),
            expiresAt: instant(secret, 'expires_at'),
          },
    createdBy: orNull(row, 'created_by'),
    createdAt: new Date(text(row, 'created_at')),
    lastLoginAt: instant(row, 'last_login_at'),
  };
}

/** What an act may change of a person; the password and the login are not among it. */
export function fromAccount(partnerId: string, account: Account, at: Date): Row {
  return {
    id: account.id,
    login: account.login.toLowerCase(),
    first_name: account.firstName,
    last_name: account.lastName,
    email: account.email,
    search_text: searchTextOf(`${account.firstName} ${account.lastName} ${account.email} ${account.login}`),
    roles: [],
    partner_id: partnerId,
    phone: account.phone,
    qualification: account.qualification,
    numero_instructeur: account.numeroInstructeur,
    code_bailleur: account.codeBailleur,
    titre: account.titre,
    workplace_social_worker: account.workplaceSocialWorker,
    administrateur_since: iso(account.administrateurSince),
    diplome_verifie_le: iso(account.diplomeVerifieLe),
    closes_on: account.closesOn,
    closed_at: iso(account.closedAt),
    suspended_at: iso(account.suspendedAt),
    personalising_until: iso(account.personalisingUntil),
    send_failed: account.sendFailed,
    state: accountState(account, at),
    created_by: account.createdBy,
    created_at: iso(account.createdAt),
  };
}

/** `row.frozen`: as `FROZEN_GROUP` tells it. */
/** A `Contact` of the row of `app_user` that goes by this name in the statement. */
export function contact(alias: 'a' | 'c'): Prisma.Sql {
  const of = Prisma.raw(alias);
  return Prisma.sql`jsonb_build_object('id', ${of}.id, 'name', ${of}.first_name || ' ' || ${of}.last_name, 'email', ${of}.email, 'closesOn', ${of}.closes_on)`;
}

export function toGroup(row: Row): Group {
  return {
    id: text(row, 'id'),
    conventionId: text(row, 'convention_id'),
    parentId: orNull(row, 'parent_id'),
    service: row.service as ServiceCode,
    code: text(row, 'code'),
    label: text(row, 'label'),
    profile: orNull<ProfileCode>(row, 'profile'),
    managerId: orNull(row, 'manager_id'),
    role: orNull(row, 'role'),
    roleSince: instant(row, 'role_since'),
    roleDetachedAt: instant(row, 'role_detached_at'),
    closedAt: instant(row, 'closed_at'),
    closedReason: orNull(row, 'closed_reason'),
    exclusiveT9: row.exclusive_t9 as boolean,
    t9SuspendedAt: instant(row, 't9_suspended_at'),
    establishments: row.establishments as string[],
    frozen: row.frozen as boolean,
    version: row.version as number,
    createdBy: text(row, 'created_by'),
    createdAt: new Date(text(row, 'created_at')),
  };
}

export function fromGroup(partnerId: string, group: Group): Row {
  return {
    id: group.id,
    partner_id: partnerId,
    convention_id: group.conventionId,
    parent_id: group.parentId,
    service: group.service,
    code: group.code,
    label: group.label,
    profile: group.profile,
    manager_id: group.managerId,
    role: group.role,
    role_since: iso(group.roleSince),
    role_detached_at: iso(group.roleDetachedAt),
    closed_at: iso(group.closedAt),
    closed_reason: group.closedReason,
    exclusive_t9: group.exclusiveT9,
    t9_suspended_at: iso(group.t9SuspendedAt),
    establishments: group.establishments,
    version: group.version,
    created_by: group.createdBy,
    created_at: iso(group.createdAt),
  };
}

export function toMembership(row: Row): Membership {
  return {
    id: text(row, 'id'),
    groupId: text(row, 'group_id'),
    userId: text(row, 'user_id'),
    since: new Date(text(row, 'since')),
    until: instant(row, 'until'),
    addedBy: text(row, 'added_by'),
    removedBy: orNull(row, 'removed_by'),
  };
}

export function fromMembership(membership: Membership): Row {
  return {
    id: membership.id,
    group_id: membership.groupId,
    user_id: membership.userId,
    since: iso(membership.since),
    until: iso(membership.until),
    added_by: membership.addedBy,
    removed_by: membership.removedBy,
  };
}

export function toAfasProfile(row: Row): AfasProfile {
  return {
    id: text(row, 'id'),
    userId: text(row, 'user_id'),
    role: row.role as AfasProfile['role'],
    state: row.state as AfasProfile['state'],
    since: new Date(text(row, 'since')),
    until: instant(row, 'until'),
    processId: orNull(row, 'process_id'),
  };
}

export function fromAfasProfile(partnerId: string, profile: AfasProfile): Row {
  return {
    id: profile.id,
    partner_id: partnerId,
    user_id: profile.userId,
    role: profile.role,
    state: profile.state,
    since: iso(profile.since),
    until: iso(profile.until),
    process_id: profile.processId,
  };
}
