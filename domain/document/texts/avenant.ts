import { assertNever } from '../../errors.ts';
import type { PrintableDocument } from '../printable.ts';
import type { AvenantObject } from '../types.ts';
import { missionText, partiesSection } from './frame.ts';
import type { TextSection } from './shape.ts';

export const AVENANT_TITLE = "Avenant à la convention d'accès";

function objectText(object: AvenantObject): string {
  switch (object) {
    case 'VERIFICATION_MISSION_ESAT':
      return "Cet avenant vérifie la mission du partenaire inscrite à la convention et, s'il y a lieu, la met à jour, pour que le service Esat puisse lui être ouvert.";
    case 'CORRECTION_SIRET':
      return "Cet avenant corrige le SIRET inscrit à la convention, pour qu'il soit celui du bulletin d'adhésion.";
    default:
      return assertNever(object);
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  missions: 'Missions',
  siret: 'SIRET',
  raisonSociale: 'Raison sociale',
  departments: 'Portée',
};

function valueText(field: string, value: string | undefined): string {
  if (value === undefined || value === '') return 'Non renseigné';
  return field === 'missions' ? value.split(', ').map(missionText).join(' ; ') : value;
}

/** CONV-16, ESAT-14, ESAT-21: what the convention said, what it says from now on; the old values stay written here. */
export function avenantSections(document: PrintableDocument): TextSection[] {
  const change = document.content.avenant;
  const before = change?.before ?? {};
  const after = change?.after ?? {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const convention = document.number === null ? 'La convention' : `La convention n° ${document.number}`;
  return [
    partiesSection(document),
    {
      heading: 'Objet',
      paragraphs:
        change === undefined
          ? ["L'objet de cet avenant est à préciser avant sa signature."]
          : [objectText(change.object)],
    },
    {
      heading: 'Ce qui change',
      paragraphs: [
        `${convention} est modifiée comme suit. Quand les deux colonnes disent la même chose, l'avenant confirme cette mention.`,
      ],
      table: {
        headers: ['Mention', "Jusqu'ici", 'Désormais'],
        rows: fields.map((field) => [
          FIELDS[field] ?? field,
          valueText(field, before[field]),
          valueText(field, after[field]),
        ]),
        rowHeaders: true,
      },
    },
    {
      heading: 'Ce qui ne change pas',
      paragraphs: [
        'Les autres dispositions de la convention, le contrat de services et le mode de gestion des habilitations restent tels quels.',
      ],
    },
    {
      heading: "Prise d'effet",
      paragraphs: ["L'avenant s'applique à la signature de la Caf, donnée après celle du partenaire."],
    },
  ];
}
