import { of } from '../elision.ts';
import { APPLICANT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  profiles: string[];
  refused?: string[];
}

/** To the applicant: what was granted, what was not (REQ-17), and what comes next. */
export const mail24: Mail<'MAIL-24', Params> = {
  id: 'MAIL-24',
  label: 'demande acceptée',
  to: APPLICANT,
  trigger: 'La Caf accepte au moins un profil ou un service',
  write: ({ organisme, profiles, refused = [] }) => ({
    subject: subject("Votre demande d'accès est acceptée"),
    blocks: [
      paragraph(`La demande d'accès ${of(organisme)} est acceptée pour :`),
      ...list(profiles),
      ...when(refused.length > 0, () => 'Elle est refusée pour :'),
      ...list(refused),
      paragraph('Prochaine étape : un courriel vous apporte les documents à compléter et à signer.'),
      action('Consulter Passerelle'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    profiles: ["T9 (Mesures de protection des majeurs et de l'enfance)"],
    refused: ["T2 : votre organisme ne reçoit pas de subvention d'action sociale de la Caf"],
    link: LINKS.page,
  },
};
