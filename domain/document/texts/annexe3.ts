import type { PrintableDocument } from '../printable.ts';
import type { NamedPerson } from '../types.ts';
import { partiesSection } from './frame.ts';
import type { TextSection } from './shape.ts';

export const ANNEXE_3_TITLE = 'Annexe 3 : administrateurs du partenaire';

function row(role: string, person: NamedPerson | undefined): string[] {
  if (person === undefined) return [role, 'À préciser', 'À préciser'];
  return [role, `${person.firstName} ${person.lastName}`, person.email];
}

/** ADM-3, ADM-4, ADM-11: one administrateur takes over from another, or a second one is added. */
export function annexe3Sections(document: PrintableDocument): TextSection[] {
  const { administrateur, leavingAdministrateur } = document.content;
  const convention = document.number === null ? 'la convention' : `la convention n° ${document.number}`;
  const replaces = leavingAdministrateur !== undefined;
  return [
    partiesSection(document),
    {
      heading: 'Objet',
      paragraphs: [
        replaces
          ? `Cette annexe à ${convention} remplace un administrateur du partenaire.`
          : `Cette annexe à ${convention} désigne un administrateur du partenaire.`,
      ],
      table: {
        headers: ['Administrateur', 'Nom', 'Courriel'],
        rows: [
          ...(replaces ? [row('Sortant', leavingAdministrateur)] : []),
          row(replaces ? 'Entrant' : 'Désigné', administrateur),
        ],
        rowHeaders: true,
      },
    },
    {
      heading: 'Effets',
      paragraphs: [],
      items: [
        "Le nouvel administrateur n'a aucun droit d'administrateur avant la signature de cette annexe par le partenaire et par la Caf.",
        ...(replaces
          ? [
              "À cette signature, l'administrateur sortant perd ses droits d'administrateur et son compte reçoit une date de clôture. Le compte n'est pas effacé.",
            ]
          : []),
        'Le partenaire compte au plus deux administrateurs.',
        'Être administrateur ne donne aucun accès aux données : il y faut, comme pour toute autre personne, appartenir à un groupe.',
      ],
    },
    {
      heading: 'Engagements du nouvel administrateur',
      paragraphs: [
        'Le nouvel administrateur reprend tous les engagements que la convention attache à cette fonction. Il se fait connaître des utilisateurs et leur répond en premier.',
      ],
    },
  ];
}
