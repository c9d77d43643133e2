import type { PrintableDocument } from '../printable.ts';
import { missionText, partiesSection, reachText } from './frame.ts';
import type { TextSection } from './shape.ts';

export const REPRISE_NOTICE =
  "Fiche de reprise. Ce document a été signé avant l'usage de Passerelle, qui n'en détient ni le texte ni les signatures : cette fiche dit seulement ce qui en est connu.";

const MODES = {
  DELEGUE: 'Délégué : le partenaire gère les habilitations de son personnel',
  CENTRALISE: 'Centralisé : la Caf gère les habilitations',
} as const;

/** §4.3 « Known partners »: a document recorded from a file or an agent's word must not be printed as if its articles had been signed. */
export function repriseSections(document: PrintableDocument): TextSection[] {
  const { missions, delegationMode, departments } = document.content;
  const rows: [string, string][] = [
    ['Numéro de convention', document.number ?? ''],
    ['Mode de gestion', delegationMode === undefined ? '' : MODES[delegationMode]],
  ];
  const known = rows.filter(([, value]) => value !== '');
  return [
    partiesSection(document),
    {
      heading: 'Ce qui est connu',
      paragraphs: [
        ...(departments === undefined || departments.length === 0 ? [] : [`Portée : ${reachText(departments)}`]),
        ...(missions === undefined || missions.length === 0
          ? []
          : [`Missions : ${missions.map(missionText).join(' ; ')}.`]),
      ],
      ...(known.length === 0
        ? {}
        : { table: { headers: ['Rubrique', 'Valeur'], rows: known, rowHeaders: true as const } }),
    },
  ];
}
