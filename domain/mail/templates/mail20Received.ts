import { of } from '../elision.ts';
import { APPLICANT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  reference: string;
}

/** To the applicant: the access request is received. */
export const mail20: Mail<'MAIL-20', Params> = {
  id: 'MAIL-20',
  label: "accusé de réception de la demande d'accès",
  to: APPLICANT,
  trigger: "Une demande d'accès est déposée",
  write: ({ organisme, reference }) => ({
    subject: subject(`Demande d'accès reçue – ${reference}`),
    blocks: [
      paragraph(`La demande d'accès ${of(organisme)} est bien reçue sous la référence ${reference}.`),
      paragraph("La Caf l'étudie et vous répond par courriel. Vous n'avez rien à faire."),
      action('Suivre ou retirer la demande'),
    ],
  }),
  sample: { organisme: ORGANISME, reference: 'DA-2026-0001', link: LINKS.request },
};
