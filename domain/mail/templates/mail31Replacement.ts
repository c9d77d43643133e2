import { of } from '../elision.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  stage: 'A_SIGNER' | 'RAPPEL' | 'APPLIQUEE' | 'ABANDONNEE';
  audience: 'leaver' | 'successor' | 'caf';
  organisme: string;
  /** names; nobody leaves when a second administrateur is added (ADM-11) */
  leaving: string | null;
  incoming: string;
}

const STAGES = {
  A_SIGNER: 'à signer',
  RAPPEL: 'toujours à signer',
  APPLIQUEE: 'appliquée',
  ABANDONNEE: 'abandonnée',
} as const;

/** Until both have signed. */
const MEANWHILE = {
  leaver: "Jusque-là, vous gardez vos droits d'administrateur.",
  successor: "Jusque-là, vous n'avez aucun droit d'administrateur.",
  caf: 'Le dossier dit qui est attendu.',
} as const;

/** Once both have. */
const AFTERWARDS = {
  leaver: "Vos droits d'administrateur ont pris fin ; votre compte a une date de clôture, rien n'est supprimé.",
  successor:
    "Vous avez les droits d'administrateur. Si vous n'aviez pas de compte, deux autres courriels vous donnent le moyen d'entrer.",
  caf: 'Les droits ont changé avec la contresignature.',
} as const;

/** To the leaver, the successor and the Caf: where annexe 3 stands (ADM-3, ADM-4, REM-10). */
export const mail31: Mail<'MAIL-31', Params> = {
  id: 'MAIL-31',
  label: "annexe 3 : remplacement d'un administrateur",
  to: 'Administrateur sortant, son successeur et la Caf',
  trigger: "L'annexe 3 est à signer, le reste, ou est appliquée",
  write: ({ organisme, stage, audience, leaving, incoming }) => {
    const change =
      leaving === null ? `${incoming} devient administrateur` : `${incoming} remplace ${leaving} comme administrateur`;
    const open = stage === 'A_SIGNER' || stage === 'RAPPEL';
    return {
      subject: subject(`Annexe 3 ${STAGES[stage]} – ${organisme}`),
      blocks: [
        paragraph(
          stage === 'ABANDONNEE' ? `L'annexe 3 ${of(organisme)} est abandonnée.` : `Pour ${organisme}, ${change}.`,
        ),
        ...when(open, () => "L'annexe 3 attend la signature du représentant de l'organisme, puis celle de la Caf."),
        paragraph(open ? MEANWHILE[audience] : stage === 'APPLIQUEE' ? AFTERWARDS[audience] : 'Rien ne change.'),
        action(audience === 'caf' ? 'Ouvrir le dossier' : 'Consulter Passerelle'),
      ],
    };
  },
  sample: {
    stage: 'A_SIGNER',
    audience: 'successor',
    organisme: ORGANISME,
    leaving: 'Léa Morin',
    incoming: 'Zoé Picard',
    link: LINKS.page,
  },
};
