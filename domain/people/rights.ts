import { accountState } from '../account/state.ts';
import { onlyReads } from '../caf/inCharge.ts';
import { type Actor, PROCESS_ACTOR } from '../decision/actor.ts';
import { DomainError } from '../errors.ts';
import { type Capacity, type RightRefusal, type RightsQuestion, rightRefusal } from '../rights/matrix.ts';
import { DECLARERS, isHabiliterGroup, type ServiceCode } from '../service/services.ts';
import { isDeclarant } from './afas.ts';
import { groupOf, groupsManagedBy, membershipsOf, withSubgroups } from './desk.ts';
import { type Group, isLive, type Roster } from './types.ts';

/** Who asks, as the rights matrix sees it: derived from the facts at every act, never kept in a session. */
export interface Asker {
  id: string;
  capacities: Capacity[];
  sameRoster: boolean;
  /** the Caf in charge, of whoever works for one that reads the organisme and does not manage it, or does no more (DEL-7b); null: it is no such reader */
  readsOf: string | null;
  /** groups this person manages, subgroups included (GRP-7) */
  managed: ReadonlySet<string>;
  subgroupByResponsable: boolean;
}

/** A process that carries out what partner and Caf have signed (ADM-4, ADM-10): both sides' rights, whatever the mode. */
export const AS_SIGNED: Asker = {
  id: PROCESS_ACTOR.id,
  capacities: ['administrateur', 'agent'],
  sameRoster: true,
  readsOf: null,
  managed: new Set(),
  subgroupByResponsable: false,
};

/** The capacities of a person towards an organisme (domain.md §1). `actorCaf`: the Caf a Caf-side person works for. */
export function askerOf(
  roster: Roster,
  actor: Actor & { caf?: string | null },
  at: Date,
  subgroupByResponsable: boolean,
): Asker {
  const base = { id: actor.id, subgroupByResponsable };
  const account = roster.accounts.find((one) => one.id === actor.id);
  if (account === undefined || accountState(account, at) !== 'ACTIF') {
    const ours = actor.caf === roster.partner.caf;
    const capacities: Capacity[] =
      ours && actor.role === 'cafAdmin' ? ['agent', 'cafAdmin'] : ours && actor.role === 'agent' ? ['agent'] : [];
    const reads = !ours && actor.caf != null && roster.partner.readerCafs.includes(actor.caf);
    const readsOf = reads ? roster.partner.caf : null;
    return { ...base, capacities, sameRoster: ours || reads, readsOf, managed: new Set() };
  }
  const managed = managedBy(roster, account.id);
  const capacities: Capacity[] = ['utilisateur'];
  if (account.administrateurSince !== null) capacities.push('administrateur');
  if (managed.size > 0) capacities.push('gestionnaire');
  const groups = membershipsOf(roster, account.id).map((one) => one.groupId);
  if (roster.groups.some((group) => isHabiliter(group) && groups.includes(group.id))) capacities.push('afasHabiliter');
  return { ...base, capacities, sameRoster: true, readsOf: null, managed };
}

/** What a right is asked about. */
interface About {
  group?: Group;
  parent?: Group;
  personId?: string;
  service?: ServiceCode;
  groupCode?: string;
}

/** What making, relabelling and closing this group asks for: of a subgroup, a right over its parent (RGT-3, RGT-4). */
export function shapingOf(
  roster: Roster,
  { service, code, parentId }: Pick<Group, 'service' | 'code' | 'parentId'>,
): { right: 'groups.create' | 'subgroups.create'; about: About } {
  const about = { service, groupCode: code };
  if (parentId === null) return { right: 'groups.create', about };
  return { right: 'subgroups.create', about: { ...about, parent: groupOf(roster, parentId) } };
}

/** Throws what the matrix answers: MODE_CENTRALISE, ACTION_NON_PERMISE or INTROUVABLE. */
export function assertRight(asker: Asker, roster: Roster, right: RightsQuestion['right'], about: About = {}): void {
  const refusal = refusalOf(asker, roster, right, about);
  if (refusal !== null) throw new DomainError(refusal.code, refusal.message, { rule: refusal.rule });
}

/** Whether the same would be allowed: what a page offers. */
export function mayDo(asker: Asker, roster: Roster, right: RightsQuestion['right'], about: About = {}): boolean {
  return refusalOf(asker, roster, right, about) === null;
}

function refusalOf(asker: Asker, roster: Roster, right: RightsQuestion['right'], about: About): RightRefusal | null {
  if (asker.readsOf !== null) return ofReader(right, asker.readsOf);
  return rightRefusal({
    right,
    capacities: asker.capacities,
    sameRoster: asker.sameRoster,
    mode: roster.mode,
    service: about.group?.service ?? about.service,
    groupCode: about.group?.code ?? about.groupCode ?? codeOf(roster, about),
    ownGroup: isOwn(asker, roster, about) && !reachesFurther(asker, roster, right, about),
    ownSubgroup: about.parent !== undefined && asker.managed.has(about.parent.id),
    subgroupByResponsable: asker.subgroupByResponsable,
  });
}

/** Throws for a Caf that only reads, whatever it would do: what it may read gives no act, not even one that asks for no more (DEL-8). */
export function assertActs(asker: Asker): void {
  if (asker.readsOf !== null) throw onlyReads('Ce partenaire', asker.readsOf);
}

/** DEL-7b, DEL-8: the former Caf reads the people of the organisme, and no longer writes. */
function ofReader(right: RightsQuestion['right'], inCharge: string): RightRefusal | null {
  if (right === 'users.read') return null;
  const { message } = onlyReads('Ce partenaire', inCharge);
  return { code: 'ACTION_NON_PERMISE', rule: 'DEL-8', message };
}

/** Throws unless this person has the right towards some object of the organisme. */
export function assertAnywhere(asker: Asker, roster: Roster, right: RightsQuestion['right']): void {
  const obstacle = obstacleAnywhere(asker, roster, right);
  if (obstacle !== null) throw obstacle;
}

/** Why the same would be refused now; null: it is not. */
export function obstacleAnywhere(asker: Asker, roster: Roster, right: RightsQuestion['right']): DomainError | null {
  const refusal = refusalAnywhere(asker, roster, right);
  return refusal === null ? null : new DomainError(refusal.code, refusal.message, { rule: refusal.rule });
}

/** Whether the same would be allowed: what a menu offers. */
export function mayAnywhere(asker: Asker, roster: Roster, right: RightsQuestion['right']): boolean {
  return refusalAnywhere(asker, roster, right) === null;
}

function refusalAnywhere(asker: Asker, roster: Roster, right: RightsQuestion['right']): RightRefusal | null {
  if (asker.readsOf !== null) return ofReader(right, asker.readsOf);
  const { capacities, sameRoster, subgroupByResponsable, managed } = asker;
  const own = managed.size > 0;
  return rightRefusal({
    right,
    capacities,
    sameRoster,
    mode: roster.mode,
    ...(DECLARERS === undefined ? {} : { groupCode: DECLARERS.groupCode }),
    ownGroup: own,
    ownSubgroup: own,
    subgroupByResponsable,
  });
}

/** Groups whose people this person reads (RGT-10): `all`, with whoever is in none, or those of a gestionnaire and of AFAS-HABILITER. */
export function readableGroups(asker: Asker, roster: Roster): 'all' | string[] {
  if (mayDo({ ...asker, managed: new Set() }, roster, 'users.read')) return 'all';
  return roster.groups.flatMap((group) => (mayDo(asker, roster, 'users.read', { group }) ? [group.id] : []));
}

/**
 * The group is managed by the asker, or, of a group to create, its parent (RGT-4); or the person concerned is in a group that is, or is
 * to be created by a gestionnaire.
 */
function isOwn(asker: Asker, roster: Roster, { group, parent, personId }: About): boolean {
  if (group !== undefined) return asker.managed.has(group.id);
  if (parent !== undefined) return asker.managed.has(parent.id);
  if (personId !== undefined) return membershipsOf(roster, personId).some(({ groupId }) => asker.managed.has(groupId));
  return asker.managed.size > 0;
}

/** A declarant is one for whoever may only see declarants (ACT-7). */
function codeOf(roster: Roster, { personId }: About): string | undefined {
  return personId !== undefined && isDeclarant(roster, personId) ? DECLARERS?.groupCode : undefined;
}

/**
 * Who changes the address of an account may enter it (ACC-8), who closes it says what becomes of its groups (GRP-19): a gestionnaire would be
 * administrateur without annexe 3 (ADM-3), or in charge of a group that is not his (RGT-5), by putting one into a group of his. A closed
 * account counts: reactivated, it may be administrateur again.
 */
function holdsMore(asker: Asker, roster: Roster, { personId }: About): boolean {
  if (personId === undefined) return false;
  return (
    roster.accounts.some(({ id, administrateurSince }) => id === personId && administrateurSince !== null) ||
    groupsManagedBy(roster, personId).some(({ id }) => !asker.managed.has(id))
  );
}

/**
 * … or would use what a group that is not his gives: of somebody who is also in such a group he changes everything but the address
 * (RGT-7, RGT-9).
 */
function isElsewhere(asker: Asker, roster: Roster, { personId }: About): boolean {
  const joined = new Set(personId === undefined ? [] : membershipsOf(roster, personId).map(({ groupId }) => groupId));
  return roster.groups.some(({ id, closedAt }) => joined.has(id) && closedAt === null && !asker.managed.has(id));
}

/** Where a right over an account would be one over groups that are not the asker's. */
function reachesFurther(asker: Asker, roster: Roster, right: RightsQuestion['right'], about: About): boolean {
  switch (right) {
    case 'accounts.edit':
      return holdsMore(asker, roster, about);
    case 'accounts.address':
      return holdsMore(asker, roster, about) || isElsewhere(asker, roster, about);
    default:
      return false;
  }
}

/** Only the Caf makes Afas groups (AFAS-1): a group of another service with that code gives nothing. */
function isHabiliter(group: Group): boolean {
  return isHabiliterGroup(group) && isLive(group);
}

/** Open groups of a gestionnaire; those below belong to them (GRP-7). */
function managedBy(roster: Roster, userId: string): Set<string> {
  const own = groupsManagedBy(roster, userId).map(({ id }) => id);
  return withSubgroups(roster.groups, own);
}
