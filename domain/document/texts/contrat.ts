import { assertNever } from '../../errors.ts';
import type { PrintableDocument } from '../printable.ts';
import type { DelegationMode } from '../types.ts';
import { partiesSection } from './frame.ts';
import type { TextSection } from './shape.ts';

export const CONTRAT_TITLE = 'Contrat de services Mon compte partenaire';

/** What the mode means for both parties (DEL-1, DEL-9, RGT-17). */
function delegationText(mode: DelegationMode | undefined): string[] {
  switch (mode) {
    case 'DELEGUE':
      return [
        'Mode retenu : délégué.',
        "Le partenaire gère lui-même les habilitations de son personnel, dans le périmètre que la Caf a ouvert : ses administrateurs créent les groupes, donnent les rôles et gèrent les comptes, avec les gestionnaires qu'ils désignent.",
        "La Caf garde l'ouverture des services, la création des groupes d'Aide financière d'action sociale (Afas), la validation de leur approbateur et l'annexe 3. Aucun service ne s'ouvre sans un administrateur.",
      ];
    case 'CENTRALISE':
      return [
        'Mode retenu : centralisé.',
        'La Caf gère les habilitations du personnel du partenaire : elle crée les groupes et les comptes et donne les rôles. Le partenaire lui dit sans tarder qui arrive, qui part et quelles missions changent.',
      ];
    case undefined:
      return ['Mode : à choisir par la Caf avant la signature.'];
    default:
      return assertNever(mode);
  }
}

/** CONV-4: service commitments of both sides, and the delegation level (DEL-2 to DEL-5). */
export function contratSections(document: PrintableDocument): TextSection[] {
  const convention =
    document.number === null ? "la convention d'accès signée avec lui" : `la convention d'accès n° ${document.number}`;
  return [
    partiesSection(document),
    {
      heading: 'Objet',
      paragraphs: [
        `Ce contrat est rattaché à ${convention}. Il dit à quoi la Caf et le partenaire s'engagent, et qui gère les habilitations.`,
      ],
    },
    {
      heading: 'Niveau de délégation',
      paragraphs: [
        ...delegationText(document.content.delegationMode),
        "Le mode est unique : il vaut pour tous les services du partenaire, présents et à venir. En changer, c'est clore la convention et en signer une autre.",
      ],
    },
    {
      heading: 'Engagements de la Caf',
      paragraphs: ['La Caf :'],
      items: [
        "ouvre les services dont le bulletin d'adhésion est signé, une fois ses vérifications faites ;",
        'répond aux administrateurs du partenaire, et à eux seuls ;',
        'ne connaît, ne fixe et ne renvoie aucun mot de passe : chaque personne choisit le sien ;',
        'traite les incidents de sécurité qui lui sont signalés ; elle peut suspendre un service le temps de les traiter.',
      ],
    },
    {
      heading: 'Engagements du partenaire',
      paragraphs: ['Le partenaire :'],
      items: [
        'donne un compte à une personne, jamais à une fonction ni à un service, avec une adresse de courriel individuelle et nominative, comme la Cnil le demande ;',
        "tient les comptes à jour en temps réel : un compte est clos quand la personne part, quand ses missions ne justifient plus l'accès, ou en cas de longue absence ;",
        "s'assure que les gestionnaires d'habilitations sont toujours en poste ;",
        'fait connaître ses administrateurs à ses utilisateurs ;',
        'passe par ses administrateurs pour toute demande à la Caf.',
      ],
    },
    {
      heading: "Prise d'effet et fin",
      paragraphs: [
        'Le contrat prend effet à la signature de la Caf, au plus tôt en même temps que la convention. Il prend fin à sa clôture ou à celle de la convention.',
      ],
    },
  ];
}
