import { PROFILES, type ProfileCode, SERVICES } from '../../service/services.ts';
import type { PrintableDocument } from '../printable.ts';
import { partiesSection, personText, reachText } from './frame.ts';
import { SERVICE_TERMS } from './services.ts';
import type { TextSection } from './shape.ts';

export function bulletinTitle({ service }: PrintableDocument): string {
  return service === null ? "Bulletin d'adhésion" : `Bulletin d'adhésion au service ${SERVICES[service]}`;
}

/** Conditions of use of each CDAP profile (CDAP-4, CDAP-6, CDAP-7, REQ-5 to REQ-15). */
const PROFILE_CONDITIONS: Readonly<Record<ProfileCode, string>> = {
  T1: "Assistants de service social et conseillers en économie sociale et familiale seulement, hors assistants sociaux du travail. Le diplôme d'État peut être demandé lors d'un contrôle.",
  T2: "Prestataires de services sociaux qui reçoivent des subventions d'action sociale de la Caf, pour calculer les participations familiales à partir du quotient familial.",
  T4: "Agents chargés du RSA. L'utilisateur saisit son numéro d'instructeur avant chaque consultation.",
  T9: 'Personnes habilitées à suivre une mesure de protection, pour les dossiers qui leur sont confiés.',
  T10: "Bailleurs. L'utilisateur saisit son code bailleur.",
};

function isProfile(role: string): role is ProfileCode {
  return Object.hasOwn(PROFILES, role);
}

function rolesSection({ content, service }: PrintableDocument): TextSection {
  const roles = content.roles ?? [];
  const heading = 'Rôles disponibles';
  if (roles.length === 0) return { heading, paragraphs: ['Les rôles sont à choisir avant la signature.'] };
  const profiles = roles.filter(isProfile);
  const intro = 'Seuls les rôles suivants peuvent être donnés à un groupe du partenaire pour ce service :';
  if (service !== 'CDAP' || profiles.length < roles.length) return { heading, paragraphs: [intro], items: roles };
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
  const terms = service === null ? { purpose: '', terms: [] } : SERVICE_TERMS[service];
  const label = service === null ? 'à préciser' : SERVICES[service];
  const frame =
    number === null
      ? "à la convention d'accès et au contrat de services signés avec la Caf"
      : `à la convention d'accès n° ${number} et à son contrat de services`;
  return [
    partiesSection(document),
    {
      heading: 'Objet',
      paragraphs: [
        `Par ce bulletin, rattaché ${frame}, le partenaire adhère au service : ${label}.`,
        ...(terms.purpose === '' ? [] : [`Ce service permet de ${terms.purpose}.`]),
      ],
    },
    typedSection(document),
    rolesSection(document),
    { heading: 'Portée des habilitations', paragraphs: [reachText(content.departments ?? [])] },
    {
      heading: "Modalités d'accès",
      paragraphs: [],
      items: [
        ...terms.terms,
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
