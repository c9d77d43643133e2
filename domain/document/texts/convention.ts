import type { PrintableDocument } from '../printable.ts';
import { missionText, partiesSection, reachText } from './frame.ts';
import type { TextSection } from './shape.ts';

export const CONVENTION_TITLE = "Convention d'accès à Mon compte partenaire";

function missionsSection(missions: readonly string[]): TextSection {
  const heading = 'Missions qui justifient les habilitations';
  if (missions.length === 0)
    return {
      heading,
      paragraphs: ['À préciser par la Caf avant la signature : une convention porte au moins une mission.'],
    };
  const paragraphs = ['Les habilitations servent aux missions suivantes, et à elles seules :'];
  return { heading, paragraphs, items: missions.map(missionText) };
}

/** CONV-3: missions that justify the habilitations, conditions of exercise and of administration; obligations of §11. */
export function conventionSections(document: PrintableDocument): TextSection[] {
  const { content } = document;
  return [
    partiesSection(document),
    {
      heading: 'Objet',
      paragraphs: [
        "Cette convention donne au partenaire l'accès à Mon compte partenaire, les services en ligne que les Caf ouvrent à leurs partenaires.",
        "Elle n'ouvre aucun service à elle seule. Un service s'ouvre quand la Caf a vérifié que le partenaire est légitime à l'utiliser, et quand la convention, le contrat de services et le bulletin d'adhésion de ce service sont signés et en vigueur. Ces conditions restent remplies aussi longtemps que le service est ouvert.",
      ],
    },
    missionsSection(content.missions ?? []),
    {
      heading: 'Portée',
      paragraphs: [reachText(content.departments ?? [])],
    },
    {
      heading: "Conditions d'exercice",
      paragraphs: ['Le partenaire et chacun de ses utilisateurs :'],
      items: [
        "utilisent les données pour leurs seuls besoins professionnels, et seulement pour l'usage pour lequel le service a été ouvert ;",
        'tiennent ces données pour confidentielles et couvertes par le secret professionnel ;',
        'ne transmettent les données consultées à aucune autre personne morale, publique ou privée ;',
        'ne communiquent à personne, pour quelque raison que ce soit, un identifiant ou un mot de passe ;',
        'protègent les services contre tout accès ou usage non autorisé, par exemple en ne gardant aucun mot de passe sur un poste de travail non protégé ;',
        "lisent le guide d'utilisation publié sur caf.fr.",
      ],
    },
    {
      heading: "Conditions d'administration",
      paragraphs: [
        "Le partenaire désigne au plus deux administrateurs. L'administrateur est l'interlocuteur de la Caf et le garant de chaque habilitation. Être administrateur ne donne aucun accès aux données.",
        "Quand un administrateur quitte ses fonctions, le partenaire en informe la Caf sans tarder. Son successeur n'a de droits d'administrateur qu'une fois l'annexe 3 signée.",
        "Les administrateurs et les gestionnaires d'habilitations :",
      ],
      items: [
        "habilitent à bon escient, selon les missions de la convention, et n'habilitent aucune personne qui n'est pas sous leur responsabilité ;",
        'gardent faible le nombre de personnes qui ont accès aux services ;',
        "répondent de l'usage strictement professionnel des services par leurs utilisateurs ;",
        'signalent à la Caf, sans délai, tout incident de sécurité ;',
        "signalent sans tarder le départ d'un administrateur ou d'un gestionnaire ;",
        'veillent à ce que chaque utilisateur se connecte au moins une fois par an à chacun de ses services ;',
        "aident en premier les utilisateurs : un utilisateur en difficulté s'adresse à son gestionnaire ou à son administrateur, non à la Caf.",
      ],
    },
    {
      heading: 'Contrôles',
      paragraphs: [
        "La Caf peut contrôler chaque année les accès et leur usage. Le partenaire s'y prête et montre, si elle les demande, les pièces qui justifient les habilitations, dont les diplômes exigés par certains profils.",
      ],
    },
    {
      heading: 'Changements',
      paragraphs: [
        'Une mission, un SIRET ou une autre mention de cette convention ne change que par un avenant signé des deux parties.',
        "Le partenaire n'a avec la Caf qu'une convention et qu'un contrat de services en vigueur. Pour un nouveau service, il ne remplit que le bulletin d'adhésion de ce service.",
      ],
    },
    {
      heading: "Prise d'effet et clôture",
      paragraphs: [
        "La convention prend effet à la signature de la Caf, donnée après celle du partenaire. Elle reste en vigueur jusqu'à sa clôture.",
        "La clôture ferme le contrat de services, les bulletins d'adhésion et les services. Elle n'efface rien : les comptes et leur historique sont conservés, mais n'ouvrent plus de service.",
      ],
    },
  ];
}
