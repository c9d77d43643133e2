import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import { membershipsOf } from '../people/desk.ts';
import { type Group, isLive, type Roster } from '../people/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import { CATALOGUE, SERVICES, type ServiceCode } from '../service/services.ts';
import { EXCLUSIVE } from '../service/tuteur/pair.ts';
import { givesNoT9 } from '../tuteur/exclusive.ts';
import { accountBreak, passwordBreak } from './accountLinks.ts';
import { adviceFor } from './advice.ts';
import { bulletinLink, contratLink, conventionLink } from './documentLinks.ts';
import { PLACES } from './places.ts';
import {
  type BrokenLink,
  type Diagnosis,
  type Finding,
  LINKS,
  type Link,
  type LinkState,
  type Repair,
} from './types.ts';

/**
 * Why a person can or cannot enter a service at an instant: each link of the chain, the first that is broken, and who repairs it (domain.md
 * §12). Pure; `organisme` holds the person's account and memberships.
 */
export function diagnose(roster: Roster, account: Account, service: ServiceCode, at: Date): Diagnosis {
  const groups = groupsOf(roster, account.id, service);
  const best = bestOf(roster, groups, at);
  const frozen = best?.frozen ? best : undefined;
  const group = frozen === undefined ? best : undefined;
  const inGroup = groupLink(roster, account, group, frozen, service);
  const findings: Record<Link, Finding> = {
    group: inGroup,
    role:
      group === undefined
        ? { ...inGroup, detail: 'Pas de groupe, donc pas de rôle' }
        : roleLink(roster, group, service, at),
    bulletin: bulletinLink(roster, service, at),
    contrat: contratLink(roster),
    convention: conventionLink(roster),
    account: accountBreak(account, at),
    password: passwordBreak(account, at),
  };
  const chain: LinkState[] = LINKS.map((link) => ({ link, ok: findings[link].ok, detail: findings[link].detail }));
  // without a bulletin no group can be made and no role attached (GRP-12): what is missing first stands further on
  const looked = hasBulletin(roster, service) ? LINKS : LINKS.filter((link) => !OF_GROUPS.has(link));
  const first = looked.find((link) => !findings[link].ok);
  const found = first === undefined ? null : findings[first];
  return {
    allowed: first === undefined,
    chain,
    broken:
      first === undefined || found === null || found.ok ? null : { link: first, ...repairOf(roster, found.broken) },
    advice: adviceFor(roster, account, groups, service, at),
    accountState: accountState(account, at),
  };
}

/** RGT-17: in mode centralisé the Caf does what the partner's own people do otherwise; an administrateur asks her for it (ADM-8). */
function repairOf({ mode }: Roster, repair: Repair): Omit<BrokenLink, 'link'> {
  const { rule, remedy, place, self = remedy, caf = remedy } = repair;
  const own = repair.who === 'GESTIONNAIRE' || repair.who === 'ADMINISTRATEUR';
  const who = mode === 'CENTRALISE' && own ? 'CAF' : repair.who;
  const pages = { partner: (who === 'CAF' ? place?.asked : place?.page) ?? null, caf: place?.page ?? null };
  return { rule, remedies: { self, partner: remedy, caf }, who, pages };
}

/** Open groups of the service that the person is in. */
function groupsOf(roster: Roster, userId: string, service: ServiceCode): Group[] {
  const mine = new Set(membershipsOf(roster, userId).map(({ groupId }) => groupId));
  return roster.groups.filter((group) => mine.has(group.id) && group.service === service && group.closedAt === null);
}

/** The group of the service that was closed last with the person in it, in words (GRP-20). */
function lastClosedOf(roster: Roster, userId: string, service: ServiceCode): string | null {
  const ended = roster.memberships.filter((one) => one.userId === userId && one.until !== null);
  const [last] = roster.groups
    .filter(
      ({ id, closedAt, ...group }) =>
        group.service === service &&
        ended.some(({ groupId, until }) => groupId === id && until?.getTime() === closedAt?.getTime()),
    )
    .toSorted((a, b) => Number(b.closedAt) - Number(a.closedAt));
  if (last === undefined || last.closedAt === null) return null;
  const why = last.closedReason === null ? '' : ` : ${last.closedReason}`;
  return `Le groupe ${last.code} a été fermé le ${frenchDate(last.closedAt)}${why}`;
}

/** One that opens the service where there is one; otherwise the first, rather not frozen, whose trouble is told. */
function bestOf(roster: Roster, groups: readonly Group[], at: Date): Group | undefined {
  const live = groups.filter(isLive);
  const offered = live.filter((group) => isOffered(roster, group));
  return offered.find((group) => !isTaken(roster, group, at)) ?? offered[0] ?? live[0] ?? groups[0];
}

/** TUT-5: the Espace Tuteur has its Cdap T9. */
function isTaken({ services, nationals }: Roster, group: Group, at: Date): boolean {
  return givesNoT9(group, services, nationals, at);
}

const OF_GROUPS: ReadonlySet<Link> = new Set(['group', 'role']);

function hasBulletin({ convention, bulletins }: Roster, service: ServiceCode): boolean {
  return convention !== null && bulletins.some((one) => one.service === service);
}

function isOffered(roster: Roster, { service, role }: Group): boolean {
  const bulletin = roster.bulletins.find((one) => one.service === service);
  return role !== null && bulletin !== undefined && bulletin.roles.includes(role);
}

const TO_ADD = {
  remedy: 'Ajouter la personne à un groupe de ce service.',
  self: 'Vous ajouter à un groupe de ce service.',
};
const ADMINISTRATEUR_TO_ADD = {
  remedy: "Être administrateur ne donne aucun service : s'ajouter à un groupe de ce service.",
  self: 'Être administrateur ne donne aucun service : vous ajouter à un groupe de ce service.',
};
const TO_MAKE = {
  remedy: 'Créer un groupe pour ce service, lui donner un rôle, puis y placer la personne.',
  self: 'Créer un groupe pour ce service, lui donner un rôle, puis vous y placer.',
};

function groupLink(
  roster: Roster,
  account: Account,
  group: Group | undefined,
  frozen: Group | undefined,
  service: ServiceCode,
): Finding {
  if (group !== undefined) return { ok: true, detail: `Membre du groupe ${group.code} – ${group.label}` };
  const closed = lastClosedOf(roster, account.id, service);
  const exists = roster.groups.some((one) => one.service === service && isLive(one));
  const administrateur = account.administrateurSince !== null;
  return {
    ok: false,
    detail:
      frozen === undefined
        ? (closed ?? `Dans aucun groupe du service « ${SERVICES[service]} »`)
        : `Le groupe ${frozen.code} est gelé : la convention sous laquelle il a été créé n'est plus en vigueur`,
    broken: {
      rule: frozen !== undefined ? 'CONV-13' : administrateur ? 'SUP-14' : 'SUP-1',
      ...(exists ? (administrateur ? ADMINISTRATEUR_TO_ADD : TO_ADD) : TO_MAKE),
      who: exists ? 'GESTIONNAIRE' : CATALOGUE[service].groups.madeBy === 'CAF' ? 'CAF' : 'ADMINISTRATEUR',
      place: exists ? PLACES.groups(roster.partner.id, account.id) : PLACES.newGroup(roster.partner.id, service),
    },
  };
}

function roleLink(roster: Roster, group: Group, service: ServiceCode, at: Date): Finding {
  const { role, code, roleDetachedAt, id } = group;
  if (isTaken(roster, group, at)) return takenRole(group);
  const inForce = roster.bulletins.some((one) => one.service === service);
  // without a bulletin the role itself is not at fault
  if (role !== null && (!inForce || isOffered(roster, group)))
    return { ok: true, detail: `Le groupe ${code} porte le rôle ${role}` };
  const who = CATALOGUE[service].groups.rolesBy;
  const place = PLACES.group(id);
  if (role !== null)
    return {
      ok: false,
      detail: `Le rôle ${role} du groupe ${code} n'est plus au bulletin`,
      broken: { rule: 'GRP-12', remedy: `Attacher au groupe ${code} un rôle du bulletin en vigueur.`, who, place },
    };
  return {
    ok: false,
    detail: roleDetachedAt === null ? `Le groupe ${code} n'a pas de rôle` : `Le rôle du groupe ${code} a été détaché`,
    broken:
      roleDetachedAt === null
        ? { rule: 'SUP-1', remedy: `Attacher un rôle au groupe ${code}.`, who, place }
        : {
            rule: 'SUP-2',
            remedy: `Rattacher un rôle au groupe ${code}, ou placer la personne dans un autre groupe.`,
            self: `Rattacher un rôle au groupe ${code}, ou vous placer dans un autre groupe.`,
            who,
            place,
          },
  };
}

/** TUT-5: what to do is to go where the protégés are now; who manages the group can give it its T9 back. */
function takenRole({ id, code }: Group): Finding {
  const remedy = `Se servir de l'« ${SERVICES[EXCLUSIVE.space]} », où sont les protégés ; ou rendre le profil T9 au groupe ${code}.`;
  return {
    ok: false,
    detail: `Le groupe ${code} donne l'« ${SERVICES[EXCLUSIVE.space]} » à la place de Cdap T9, tant qu'il est ouvert`,
    broken: {
      rule: 'TUT-5',
      remedy,
      self: `Vous servir de l'« ${SERVICES[EXCLUSIVE.space]} », où sont vos protégés ; ou faire rendre le profil T9 au groupe ${code}.`,
      who: 'ADMINISTRATEUR',
      place: PLACES.group(id),
    },
  };
}
