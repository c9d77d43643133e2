import type { Account } from '../account/types.ts';
import { assertCurrent, DomainError, type Fault, missing, refusalOf } from '../errors.ts';
import { labelFault, parseGroupCode } from '../group/naming.ts';
import { isProfiled, SERVICES, type ServiceCode } from '../service/services.ts';
import type { PeopleActOf, PersonRef } from './acts.ts';
import { endRolesOfFormerDeclarants } from './afasActs.ts';
import { addressFaults, createAccount } from './createAccount.ts';
import { accountOf, assertNotClosed, groupOf, notePeople, openGroupOf, withSubgroups } from './desk.ts';
import { limitFaults, limitGroup, settleExclusiveT9 } from './groupLimits.ts';
import { type Asker, assertRight, shapingOf } from './rights.ts';
import type { Group, PeopleDesk, Roster } from './types.ts';

/**
 * GRP-1, GRP-3 … GRP-10: code, label and gestionnaire at once. A gestionnaire without an account gets one and both mails (MAIL-4), one who
 * has an account is told (MAIL-42). Throws CODE_DEJA_PRIS, LIBELLE_SANS_PROFIL, PARENT_AUTRE_SERVICE, BULLETIN_MANQUANT and what the matrix
 * says.
 */
export function createGroup(desk: PeopleDesk, act: PeopleActOf<'createGroup'>, asker: Asker): string {
  const { roster, at, actor } = desk;
  const parent = act.parentId === null ? undefined : openGroupOf(roster, act.parentId);
  const code = parseGroupCode(act.code);
  const groupCode = code.ok ? code.value : act.code;
  assertMayShape(asker, roster, { ...act, code: groupCode });
  const { convention } = roster;
  if (convention === null || !roster.bulletins.some((bulletin) => bulletin.service === act.service))
    throw new DomainError(
      'BULLETIN_MANQUANT',
      "Ce service n'a pas de bulletin d'adhésion en vigueur : il n'y a rien à habiliter.",
      { rule: 'GRP-12' },
    );
  const faults: Fault[] = [];
  if (!code.ok) faults.push({ path: 'code', ...code.fault });
  else if (roster.groups.some((group) => group.conventionId === convention.id && group.code === code.value))
    faults.push({
      path: 'code',
      code: 'CODE_DEJA_PRIS',
      message: `Le code ${code.value} est déjà celui d'un groupe de cette convention.`,
      rule: 'FMT-18',
    });
  if (parent !== undefined && parent.service !== act.service)
    faults.push({
      path: 'parentId',
      code: 'PARENT_AUTRE_SERVICE',
      message: `Un sous-groupe est du même service que son groupe parent : ${SERVICES[parent.service]}.`,
      rule: 'RGT-4',
    });
  const label = labelFault(act.service, act.label, act.profile);
  if (label !== null) faults.push({ path: 'label', ...label });
  else if (isProfiled(act.service) && act.profile === null)
    faults.push(missing('profile', 'Choisissez le profil du groupe.', 'CDAP-1'));
  if ('create' in act.manager) faults.push(...addressFaults(desk, act.manager.create, 'manager', null));
  if (faults.length > 0) throw refusalOf(faults);
  const group: Group = {
    id: desk.newId(),
    conventionId: convention.id,
    parentId: act.parentId,
    service: act.service,
    code: groupCode,
    label: act.label,
    profile: isProfiled(act.service) ? act.profile : null,
    managerId: null,
    role: null,
    roleSince: null,
    roleDetachedAt: null,
    closedAt: null,
    closedReason: null,
    exclusiveT9: false,
    t9SuspendedAt: null,
    establishments: [],
    frozen: false,
    version: 1,
    createdBy: actor.id,
    createdAt: at,
  };
  roster.groups.push(group);
  notePeople(desk, 'group', group.id, 'group.create', `Groupe ${group.code} créé`, { rule: 'GRP-1' });
  putInCharge(desk, group, act.manager);
  return group.id;
}

/**
 * GRP-5, GRP-6: the label may change and still starts with its profile; the code never does. TUT-5, TUT-18: whether the Espace Tuteur takes its
 * Cdap T9, and the establishments that it is limited to, each where it has an effect (SANS_EFFET).
 */
export function editGroup(desk: PeopleDesk, act: PeopleActOf<'editGroup'>, asker: Asker): string {
  const { roster } = desk;
  const group = openGroupOf(roster, act.groupId);
  assertMayShape(asker, roster, group);
  assertCurrent(act.version, group.version, 'Le groupe');
  const label = labelFault(group.service, act.label, group.profile);
  const faults = [...(label === null ? [] : [{ path: 'label', ...label }]), ...limitFaults(roster, group, act)];
  if (faults.length > 0) throw refusalOf(faults);
  const limited = limitGroup(desk, group, act);
  if (act.label !== group.label || !limited)
    notePeople(desk, 'group', group.id, 'group.edit', `Libellé du groupe ${group.code} modifié`, {
      rule: 'GRP-6',
      before: { label: group.label },
      after: { label: act.label },
    });
  group.label = act.label;
  group.version += 1;
  return group.id;
}

/** GRP-20: closed for good; members lose what it gave, the record stays. Every group below is closed with it. */
export function closeGroup(desk: PeopleDesk, act: PeopleActOf<'closeGroup'>, asker: Asker): string {
  const { roster, at, actor } = desk;
  const group = openGroupOf(roster, act.groupId);
  assertMayShape(asker, roster, group);
  const whole = withSubgroups(roster.groups, [group.id]);
  const closing = roster.groups.filter(({ id, closedAt }) => whole.has(id) && closedAt === null);
  for (const one of closing) {
    one.closedAt = at;
    one.closedReason = act.reason;
    one.version += 1;
    notePeople(desk, 'group', one.id, 'group.close', `Groupe ${one.code} fermé : ${act.reason}`, { rule: 'GRP-20' });
  }
  const ended = roster.memberships.filter(
    (membership) => membership.until === null && closing.some((one) => one.id === membership.groupId),
  );
  for (const membership of ended) Object.assign(membership, { until: at, removedBy: actor.id });
  endRolesOfFormerDeclarants(
    desk,
    ended.map(({ userId }) => userId),
  );
  return group.id;
}

/** GRP-7, RGT-5: another person in charge, existing or made on the spot. */
export function appointManager(desk: PeopleDesk, act: PeopleActOf<'appointManager'>, asker: Asker): string {
  const { roster } = desk;
  const group = openGroupOf(roster, act.groupId);
  const parent = group.parentId === null ? undefined : groupOf(roster, group.parentId);
  assertRight(asker, roster, 'managers.appoint', { group, parent });
  putInCharge(desk, group, act.manager);
  group.version += 1;
  return group.id;
}

/** GRP-11, GRP-12: one role, of the bulletin in force of the group's service; its profile is the group's own (GRP-6). */
export function attachRole(desk: PeopleDesk, act: PeopleActOf<'attachRole'>, asker: Asker): string {
  const { roster, at } = desk;
  const group = openGroupOf(roster, act.groupId);
  assertRight(asker, roster, 'roles.attach', { group });
  if (group.role !== null)
    throw new DomainError(
      'ROLE_DEJA_AFFECTE',
      `Ce groupe porte déjà le rôle ${group.role} : détachez-le avant d'en attacher un autre.`,
      { rule: 'GRP-11' },
    );
  const offered = rolesOffered(roster, group.service);
  if (!offered.includes(act.role))
    throw new DomainError(
      'ROLE_HORS_BULLETIN',
      `Le rôle ${act.role} n'est pas au bulletin du service (${offered.join(', ') || 'aucun rôle'}).`,
      { rule: 'GRP-12' },
    );
  if (isProfiled(group.service) && group.profile !== act.role)
    throw new DomainError(
      'ROLE_AUTRE_PROFIL',
      `Ce groupe est celui du profil ${group.profile ?? '?'} : créez un groupe pour le profil ${act.role}.`,
      { rule: 'CDAP-2' },
    );
  group.role = act.role;
  group.roleSince = at;
  group.roleDetachedAt = null;
  settleExclusiveT9(desk, group);
  group.version += 1;
  notePeople(desk, 'group', group.id, 'group.role', `Rôle ${act.role} attaché au groupe ${group.code}`, {
    rule: 'GRP-11',
  });
  return group.id;
}

/** GRP-15: the service leaves every member at once. */
export function detachRole(desk: PeopleDesk, act: PeopleActOf<'detachRole'>, asker: Asker): string {
  const { roster, at } = desk;
  const group = openGroupOf(roster, act.groupId);
  assertRight(asker, roster, 'roles.attach', { group });
  if (group.role === null) throw new DomainError('ETAT_INCOMPATIBLE', "Ce groupe n'a pas de rôle.", { rule: 'GRP-13' });
  notePeople(desk, 'group', group.id, 'group.roleDetached', `Rôle ${group.role} détaché du groupe ${group.code}`, {
    rule: 'GRP-15',
  });
  group.role = null;
  group.roleSince = null;
  group.roleDetachedAt = at;
  settleExclusiveT9(desk, group);
  group.version += 1;
  return group.id;
}

/** Roles of the bulletin in force (CON-12). */
export function rolesOffered(roster: Pick<Roster, 'bulletins'>, service: ServiceCode): string[] {
  return roster.bulletins.find((bulletin) => bulletin.service === service)?.roles ?? [];
}

function assertMayShape(asker: Asker, roster: Roster, group: Parameters<typeof shapingOf>[1]): void {
  const { right, about } = shapingOf(roster, group);
  assertRight(asker, roster, right, about);
}

function putInCharge(desk: PeopleDesk, group: Group, manager: PersonRef): void {
  const { roster, at } = desk;
  const existing = 'userId' in manager ? accountOf(roster, manager.userId) : null;
  if (existing !== null) assertNotClosed(existing, at);
  const person: Account =
    existing ??
    createAccount(desk, (manager as Extract<PersonRef, { create: unknown }>).create, {
      confirmed: (manager as Extract<PersonRef, { create: unknown }>).confirmed,
      administrateur: false,
      path: 'manager',
    });
  group.managerId = person.id;
  notePeople(desk, 'group', group.id, 'group.manager', `Gestionnaire du groupe ${group.code} nommé`, {
    rule: 'GRP-7',
  });
  // GRP-10: one identifiant per person; who has one is told by MAIL-42
  if (existing !== null)
    desk.mails.push({
      key: `MAIL-42:${group.id}:${person.id}:${at.toISOString()}`,
      to: person.email,
      toName: `${person.firstName} ${person.lastName}`,
      params: {
        template: 'MAIL-42',
        organisme: roster.partner.raisonSociale,
        group: group.label,
        link: { kind: 'page', path: `/groupes/${group.id}` },
      },
    });
}
