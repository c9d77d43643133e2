import { of } from '../elision.ts';
import { APPLICANT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  reasons: string[];
  redirected: boolean;
}

/** To the applicant: refused, with the reason of each profile and service; or sent to another channel (REQ-4). */
export const mail23: Mail<'MAIL-23', Params> = {
  id: 'MAIL-23',
  label: 'demande refusée ou réorientée',
  to: APPLICANT,
  trigger: 'La Caf refuse tout ce qui est demandé, ou la demande relève d’un autre canal',
  write: ({ organisme, reasons, redirected }) => ({
    subject: subject(redirected ? "Demande d'accès : une autre démarche vous concerne" : "Demande d'accès refusée"),
    blocks: [
      paragraph(
        redirected
          ? `Le besoin ${of(organisme)} ne se traite pas par ce formulaire. Voici la démarche à suivre :`
          : `La Caf ne peut pas donner suite à la demande d'accès ${of(organisme)}, pour les raisons suivantes :`,
      ),
      ...list(reasons),
      action('Consulter Passerelle'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    reasons: ["T2 : votre organisme ne reçoit pas de subvention d'action sociale de la Caf"],
    redirected: false,
    link: LINKS.page,
  },
};
