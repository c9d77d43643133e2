import { type DocumentKind, MODE_WORDS } from '../document/types.ts';
import { assertNever } from '../errors.ts';
import type { Roster } from '../people/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';
import { standingOf } from '../service/standing.ts';
import { PLACES, type Place } from './places.ts';
import type { Finding } from './types.ts';

/** The bulletin of a service is in force, and the service open, for everyone and for this partner (CONV-8, §4.3, domain.md §5). */
export function bulletinLink(roster: Roster, service: ServiceCode, at: Date): Finding {
  const label = SERVICES[service];
  const place = documentsPlace(roster, 'BULLETIN', service);
  if (!roster.bulletins.some((one) => one.service === service))
    return {
      ok: false,
      detail: closedWords(roster, service) ?? `Aucun bulletin en vigueur pour « ${label} »`,
      broken: {
        rule: 'CONV-8',
        remedy: `Demander à la Caf le service « ${label} » : un bulletin d'adhésion est à signer.`,
        caf: `Préparer le bulletin d'adhésion au service « ${label} », à faire signer au partenaire.`,
        who: 'CAF',
        place,
      },
    };
  const { standing, detail, next } = standingOf(service, roster.services, roster.nationals, at);
  const words = { detail: detail ?? '', next: next ?? '' };
  switch (standing) {
    case 'OUVERT':
    case 'REMPLACE': // told at the role of the group
      return { ok: true, detail: 'Bulletin en vigueur, service ouvert' };
    case 'FERME':
    case 'FERME_REPLI':
    case 'REOUVERTURE_PREVUE':
      return {
        ok: false,
        detail: words.detail,
        broken: { rule: 'TUT-4', remedy: words.next, who: 'CNAF', place: null },
      };
    case 'SUSPENDU':
      return {
        ok: false,
        detail: words.detail,
        broken: {
          rule: 'TUT-4',
          remedy: words.next,
          caf: 'Rouvrir le service, une fois levé ce qui le suspend.',
          who: 'CAF',
          place: PLACES.services(roster.partner.id),
        },
      };
    case 'CLOS':
      return {
        ok: false,
        detail: 'Le service est fermé',
        broken: {
          rule: 'CONV-13',
          remedy: 'Demander à la Caf de conventionner de nouveau ce service.',
          caf: 'Conventionner de nouveau ce service, si le partenaire y a droit.',
          who: 'CAF',
          place,
        },
      };
    case 'A_VENIR':
      return {
        ok: false,
        detail: "Le service n'est pas encore ouvert",
        broken: { rule: 'ESAT-23', remedy: "Attendre la date d'ouverture du service.", who: 'CAF', place: null },
      };
    default:
      return assertNever(standing);
  }
}

/** When and why the service's bulletin was closed, where it was. */
function closedWords({ closedBulletins }: Roster, service: ServiceCode): string | null {
  const closed = closedBulletins.find((one) => one.service === service);
  if (closed === undefined || closed.closedAt === null) return null;
  const why = closed.reason === null ? '' : ` : ${closed.reason}`;
  return `Le bulletin « ${SERVICES[service]} » a été clos le ${frenchDate(closed.closedAt)}${why}`;
}

function documentsPlace({ partner, awaited }: Roster, kind: DocumentKind, service: ServiceCode | null): Place {
  return PLACES.documents(
    partner.id,
    awaited.some((one) => one.kind === kind && one.service === service),
  );
}

/** The contrat de services is in force (CONV-8). */
export function contratLink(roster: Roster): Finding {
  const { mode } = roster;
  if (mode !== null) return { ok: true, detail: `Contrat en vigueur, mode ${MODE_WORDS[mode]}` };
  return {
    ok: false,
    detail: 'Aucun contrat de services en vigueur',
    broken: {
      rule: 'CONV-8',
      remedy: 'Signer le contrat de services avec la Caf.',
      caf: 'Préparer le contrat de services, à faire signer au partenaire.',
      who: 'CAF',
      place: documentsPlace(roster, 'CONTRAT', null),
    },
  };
}

/** The convention is in force (CONV-12). */
export function conventionLink(roster: Roster): Finding {
  const { convention } = roster;
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
      place: documentsPlace(roster, 'CONVENTION', null),
    },
  };
}
