import { cafName } from '../../caf/cafs.ts';
import { assertNever } from '../../errors.ts';
import { type AvenantChange, type AvenantValues, avenantMissions } from '../avenant.ts';
import type { PrintableDocument } from '../printable.ts';
import { missionText, partiesSection, reachText } from './frame.ts';
import type { TextSection } from './shape.ts';

export const AVENANT_TITLE = "Avenant à la convention d'accès";

function objectText({ object, ground }: AvenantChange): string {
  switch (object) {
    case 'VERIFICATION_MISSION_ESAT':
      return "Cet avenant vérifie la mission du partenaire inscrite à la convention et, s'il y a lieu, la met à jour, pour que le service Esat puisse lui être ouvert.";
    case 'CORRECTION_SIRET':
      if (ground === 'TIERSI')
        return "Cet avenant corrige le SIRET inscrit à la convention, pour qu'il soit celui sous lequel le fichier national des tuteurs connaît le partenaire.";
      if (ground === 'RETOUR') return 'Cet avenant rétablit le SIRET que la convention portait avant sa correction.';
      return "Cet avenant corrige le SIRET inscrit à la convention, pour qu'il soit celui du bulletin d'adhésion.";
    case 'CHANGEMENT_SIRET':
      return 'Cet avenant porte à la convention le nouveau SIRET du partenaire. Ses comptes, ses groupes et ses services restent tels quels.';
    case 'EXTENSION_PORTEE':
      return 'Cet avenant étend la convention aux départements où le partenaire intervient désormais.';
    case 'CHANGEMENT_CAF':
      return 'Cet avenant désigne la Caf avec laquelle le partenaire contracte désormais. Les documents déjà signés restent tels qu’ils ont été signés.';
    default:
      return assertNever(object);
  }
}

/** The mentions that an avenant rewrites, as its table shows them. */
function mentions(before: AvenantValues, after: AvenantValues): string[][] {
  const missions = (values: AvenantValues) => avenantMissions(values)?.map(missionText).join(' ; ');
  const reachOf = ({ departments }: AvenantValues) => departments && reachText(departments);
  const nameOf = ({ caf }: AvenantValues) => caf && cafName(caf);
  const rows: [label: string, before: string | undefined, after: string | undefined][] = [
    ['Missions', missions(before), missions(after)],
    ['SIRET', before.siret, after.siret],
    ['Portée', reachOf(before), reachOf(after)],
    ['Caf', nameOf(before), nameOf(after)],
  ];
  const said = (value: string | undefined) => (value === undefined || value === '' ? 'Non renseigné' : value);
  return rows
    .filter(([, was, becomes]) => was !== undefined || becomes !== undefined)
    .map(([label, was, becomes]) => [label, said(was), said(becomes)]);
}

/** What the convention says since an avenant, a line for each mention, as a mail tells it. */
export function avenantChanges({ before, after }: AvenantChange): string[] {
  return mentions(before, after).map(([label, was, becomes]) =>
    was === becomes ? `${label} : ${becomes}` : `${label} : ${becomes} (jusqu’ici : ${was})`,
  );
}

/** CONV-16, ESAT-14, ESAT-21: what the convention said, what it says from now on; the old values stay written here. */
export function avenantSections(document: PrintableDocument): TextSection[] {
  const change = document.content.avenant;
  const before = change?.before ?? {};
  const after = change?.after ?? {};
  const convention = document.number === null ? 'La convention' : `La convention n° ${document.number}`;
  return [
    partiesSection(document),
    {
      heading: 'Objet',
      paragraphs:
        change === undefined ? ["L'objet de cet avenant est à préciser avant sa signature."] : [objectText(change)],
    },
    {
      heading: 'Ce qui change',
      paragraphs: [
        `${convention} est modifiée comme suit. Quand les deux colonnes disent la même chose, l'avenant confirme cette mention.`,
      ],
      table: {
        headers: ['Mention', "Jusqu'ici", 'Désormais'],
        rows: mentions(before, after),
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
      paragraphs: [
        change?.byCaf === true
          ? "L'organisme reste le même (même SIREN) : l'avenant s'applique à la signature de la Caf, qui en informe le partenaire."
          : "L'avenant s'applique à la signature de la Caf, donnée après celle du partenaire.",
      ],
    },
  ];
}
