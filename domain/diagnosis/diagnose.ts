import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import { type DocumentKind, MODE_WORDS } from '../document/types.ts';
import { membershipsOf } from '../organisation/bench.ts';
import { type Group, isLive, type Organisation } from '../organisation/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';
import { accountBreak, passwordBreak } from './accountLinks.ts';
import { adviceFor } from './advice.ts';
import { PLACES, type Place } from './places.ts';
import { type BrokenLink, type Diagnosis, LINKS, type Link, type LinkState } from './types.ts';

/** What there is to repair, in mode délégué, and where; `place` null: nothing to do but wait. `self`, `caf`: where these read other words. */
type Repair = Pick<BrokenLink, 'rule' | 'who'> & { remedy: string; self?: string; caf?: string; place: Place | null };

/** What one link says of itself. */
export type Finding = { ok: true; detail: string } | { ok: false; detail: string; broken: Repair };

/**
 * Why a person can or cannot enter a service at an instant: each link of the chain, the first that is broken, and who repairs it (domain.md
 * §12). Pure; `organisation` holds the person's account and memberships.
 */
export function diagnose(organisation: Organisation, account: Account, service: ServiceCode, at: Date): Diagnosis {
  const groups = groupsOf(organisation, account.id, service);
  const best = bestOf(organisation, groups);
  const frozen = best?.frozen ? best : undefined;
  const group = frozen === undefined ? best : undefined;
  const inGroup = groupLink(organisation, account, group, frozen, service);
  const findings: Record<Link, Finding> = {
    group: inGroup,
    role:
      group === undefined
        ? { ...inGroup, detail: 'Pas de groupe, donc pas de rôle' }
        : roleLink(organisation, group, service),
    bulletin: bulletinLink(organisation, service),
    contrat: contratLink(organisation),
    convention: conventionLink(organisation),
    account: accountBreak(account, at),
    password: passwordBreak(account, at),
  };
  const chain: LinkState[] = LINKS.map((link) => ({ link, ok: findings[link].ok, detail: findings[link].detail }));
  // without a bulletin no group can be made and no role attached (GRP-12): what is missing first stands further on
  const looked = hasBulletin(organisation, service) ? LINKS : LINKS.filter((link) => !OF_GROUPS.has(link));
  const first = looked.find((link) => !findings[link].ok);
  const found = first === undefined ? null : findings[first];
  return {
    allowed: first === undefined,
    chain,
    broken:
      first === undefined || found === null || found.ok
        ? null
        : { link: first, ...repairOf(organisation, found.broken) },
    advice: adviceFor(organisation, account, groups, service, at),
    accountState: accountState(account, at),
  };
}

/** RGT-17: in mode centralisé the Caf does what the partner's own people do otherwise; an administrateur asks her for it (ADM-8). */
function repairOf({ mode }: Organisation, repair: Repair): Omit<BrokenLink, 'link'> {
  const { rule, remedy, place, self = remedy, caf = remedy } = repair;
  const own = repair.who === 'GESTIONNAIRE' || repair.who === 'ADMINISTRATEUR';
  const who = mode === 'CENTRALISE' && own ? 'CAF' : repair.who;
  const pages = { partner: (who === 'CAF' ? place?.asked : place?.page) ?? null, caf: place?.page ?? null };
  return { rule, remedies: { self, partner: remedy, caf }, who, pages };
}

/** Open groups of the service that the person is in. */
function groupsOf(organisation: Organisation, userId: string, service: ServiceCode): Group[] {
  const mine = new Set(membershipsOf(organisation, userId).map(({ groupId }) => groupId));
  return organisation.groups.filter(
    (group) => mine.has(group.id) && group.service === service && group.closedAt === null,
  );
}

/** The group of the service that was closed last with the person in it, in words (GRP-20). */
function lastClosedOf(organisation: Organisation, userId: string, service: ServiceCode): string | null {
  const ended = organisation.memberships.filter((one) => one.userId === userId && one.until !== null);
  const [last] = organisation.groups
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
function bestOf(organisation: Organisation, groups: readonly Group[]): Group | undefined {
  const live = groups.filter(isLive);
  return live.find((group) => isOffered(organisation, group)) ?? live[0] ?? groups[0];
}

const OF_GROUPS: ReadonlySet<Link> = new Set(['group', 'role']);

function hasBulletin({ convention, bulletins }: Organisation, service: ServiceCode): boolean {
  return convention !== null && bulletins.some((one) => one.service === service);
}

function isOffered(organisation: Organisation, { service, role }: Group): boolean {
  const bulletin = organisation.bulletins.find((one) => one.service === service);
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
  organisation: Organisation,
  account: Account,
  group: Group | undefined,
  frozen: Group | undefined,
  service: ServiceCode,
): Finding {
  if (group !== undefined) return { ok: true, detail: `Membre du groupe ${group.code} – ${group.label}` };
  const closed = lastClosedOf(organisation, account.id, service);
  const exists = organisation.groups.some((one) => one.service === service && isLive(one));
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
      who: exists ? 'GESTIONNAIRE' : service === 'AFAS' ? 'CAF' : 'ADMINISTRATEUR',
      place: exists
        ? PLACES.groups(organisation.partner.id, account.id)
        : PLACES.newGroup(organisation.partner.id, service),
    },
  };
}

function roleLink(organisation: Organisation, group: Group, service: ServiceCode): Finding {
  const { role, code, roleDetachedAt, id } = group;
  const inForce = organisation.bulletins.some((one) => one.service === service);
  // without a bulletin the role itself is not at fault
  if (role !== null && (!inForce || isOffered(organisation, group)))
    return { ok: true, detail: `Le groupe ${code} porte le rôle ${role}` };
  const who = service === 'AFAS' ? 'CAF' : service === 'CDAP' || service === 'ESAT' ? 'ADMINISTRATEUR' : 'GESTIONNAIRE';
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

function bulletinLink(organisation: Organisation, service: ServiceCode): Finding {
  const label = SERVICES[service];
  const place = documentsPlace(organisation, 'BULLETIN', service);
  if (!organisation.bulletins.some((one) => one.service === service))
    return {
      ok: false,
      detail: closedWords(organisation, service) ?? `Aucun bulletin en vigueur pour « ${label} »`,
      broken: {
        rule: 'CONV-8',
        remedy: `Demander à la Caf le service « ${label} » : un bulletin d'adhésion est à signer.`,
        caf: `Préparer le bulletin d'adhésion au service « ${label} », à faire signer au partenaire.`,
        who: 'CAF',
        place,
      },
    };
  const states = organisation.services.filter((one) => one.service === service).map((one) => one.state);
  if (states.includes('OUVERTE')) return { ok: true, detail: 'Bulletin en vigueur, service ouvert' };
  if (states.includes('SUSPENDUE'))
    return {
      ok: false,
      detail: 'Le service est suspendu',
      broken: {
        rule: 'TUT-4',
        remedy: 'Attendre que la Caf rouvre le service.',
        caf: 'Rouvrir le service, une fois levé ce qui le suspend.',
        who: 'CAF',
        place: null,
      },
    };
  return {
    ok: false,
    detail: states.includes('FERMEE') ? 'Le service est fermé' : "Le service n'est pas encore ouvert",
    broken: states.includes('FERMEE')
      ? {
          rule: 'CONV-13',
          remedy: 'Demander à la Caf de conventionner de nouveau ce service.',
          caf: 'Conventionner de nouveau ce service, si le partenaire y a droit.',
          who: 'CAF',
          place,
        }
      : { rule: 'ESAT-23', remedy: "Attendre la date d'ouverture du service.", who: 'CAF', place: null },
  };
}

/** When and why the service's bulletin was closed, where it was. */
function closedWords({ closedBulletins }: Organisation, service: ServiceCode): string | null {
  const closed = closedBulletins.find((one) => one.service === service);
  if (closed === undefined || closed.closedAt === null) return null;
  const why = closed.reason === null ? '' : ` : ${closed.reason}`;
  return `Le bulletin « ${SERVICES[service]} » a été clos le ${frenchDate(closed.closedAt)}${why}`;
}

function documentsPlace({ partner, awaited }: Organisation, kind: DocumentKind, service: ServiceCode | null): Place {
  return PLACES.documents(
    partner.id,
    awaited.some((one) => one.kind === kind && one.service === service),
  );
}

function contratLink(organisation: Organisation): Finding {
  const { mode } = organisation;
  if (mode !== null) return { ok: true, detail: `Contrat en vigueur, mode ${MODE_WORDS[mode]}` };
  return {
    ok: false,
    detail: 'Aucun contrat de services en vigueur',
    broken: {
      rule: 'CONV-8',
      remedy: 'Signer le contrat de services avec la Caf.',
      caf: 'Préparer le contrat de services, à faire signer au partenaire.',
      who: 'CAF',
      place: documentsPlace(organisation, 'CONTRAT', null),
    },
  };
}

function conventionLink(organisation: Organisation): Finding {
  const { convention } = organisation;
  if (convention !== null)
    return { ok: true, detail: `Convention ${convention.number ?? ''} en vigueur`.replace('  ', ' ') };
  return {
    ok: false,
    detail: 'Aucune convention en vigueur',
    broken: {
      rule: 'CONV-12',
      remedy: 'Signer une convention avec la Caf.',
      caf: "Préparer une convention d'accès, à faire signer au partenaire.",
      who: 'CAF',
      place: documentsPlace(organisation, 'CONVENTION', null),
    },
  };
}
