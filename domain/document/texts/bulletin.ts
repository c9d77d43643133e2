import { of } from '../../mail/elision.ts';
import { DEFAULT_POLICY } from '../../policy/policy.ts';
import { PROFILE_CONDITIONS } from '../../service/cdap/profiles.ts';
import { CATALOGUE, isProfiled, PROFILES, type ProfileCode, SERVICES } from '../../service/services.ts';
import type { PrintableDocument } from '../printable.ts';
import { partiesSection, personText, reachText } from './frame.ts';
import type { TextSection } from './shape.ts';

export function bulletinTitle({ service }: PrintableDocument): string {
  return service === null ? "Bulletin d'adhésion" : `Bulletin d'adhésion au service ${SERVICES[service]}`;
}

function isProfile(role: string): role is ProfileCode {
  return Object.hasOwn(PROFILES, role);
}

function rolesSection({ content, service }: PrintableDocument): TextSection {
  const roles = content.roles ?? [];
  const heading = 'Rôles disponibles';
  if (roles.length === 0) return { heading, paragraphs: ['Les rôles sont à choisir avant la signature.'] };
  const profiles = roles.filter(isProfile);
  const intro = 'Seuls les rôles suivants peuvent être donnés à un groupe du partenaire pour ce service :';
  if (service === null || !isProfiled(service) || profiles.length < roles.length)
    return { heading, paragraphs: [intro], items: roles };
  return {
    heading,
    paragraphs: [intro],
    table: {
      headers: ['Profil', 'Intitulé', 'Conditions'],
      rows: profiles.map((code) => [code, PROFILES[code], PROFILE_CONDITIONS[code]]),
      rowHeaders: true,
    },
  };
}

/** What the partner typed, the [P] minimum of §2.3; empty until then. */
function typedSection({ content }: PrintableDocument): TextSection {
  const { raisonSociale, siret, conventionNumber, administrateur, signatory } = content;
  const rows: [string, string][] = [
    ['Raison sociale', raisonSociale ?? ''],
    ['SIRET', siret ?? ''],
    ['Numéro de convention', conventionNumber ?? ''],
    ['Administrateur', administrateur === undefined ? '' : personText(administrateur)],
    ['Signataire', signatory === undefined ? '' : `${signatory.name}, ${signatory.function}`],
  ];
  const known = rows.filter(([, value]) => value !== '');
  const heading = 'Renseignements donnés par le partenaire';
  const rule = "Le SIRET du bulletin est celui de la convention : le service ne peut pas s'ouvrir autrement.";
  if (known.length === 0) return { heading, paragraphs: ["Le partenaire n'a pas encore rempli ce bulletin.", rule] };
  return { heading, paragraphs: [rule], table: { headers: ['Rubrique', 'Réponse'], rows: known, rowHeaders: true } };
}

/** CONV-5: access terms of one service, roles available, reach; ESAT-5 and §11 for what goes with the service. */
export function bulletinSections(document: PrintableDocument): TextSection[] {
  const { service, number, content } = document;
  const entry = service === null ? null : CATALOGUE[service];
  const frame =
    number === null
      ? "à la convention d'accès et au contrat de services signés avec la Caf"
      : `à la convention d'accès n° ${number} et à son contrat de services`;
  return [
    partiesSection(document),
    {
      heading: 'Objet',
      paragraphs: [
        `Par ce bulletin, rattaché ${frame}, le partenaire adhère au service : ${entry?.label ?? 'à préciser'}.`,
        ...(entry === null ? [] : [`Ce service permet ${of(entry.purpose)}.`]),
      ],
    },
    typedSection(document),
    rolesSection(document),
    { heading: 'Portée des habilitations', paragraphs: [reachText(content.departments ?? [])] },
    {
      heading: "Modalités d'accès",
      paragraphs: [],
      items: [
        ...(entry === null
          ? []
          : [...entry.access, ...(content.calendar ?? entry.calendar(DEFAULT_POLICY)), ...entry.obligations]),
        "Une personne n'accède au service que si elle appartient à un groupe qui porte l'un des rôles ci-dessus, administrateur compris.",
        'Chaque personne se connecte avec son propre identifiant, le même pour tous ses services, et au moins une fois par an.',
        "Les conditions d'exercice et d'administration de la convention s'appliquent à ce service.",
      ],
    },
    {
      heading: "Prise d'effet et fin",
      paragraphs: [
        'Le bulletin prend effet à la signature de la Caf. La Caf ouvre ensuite le service, à la date où il est disponible. Le service ferme quand le bulletin ou la convention est clos.',
      ],
    },
  ];
}
