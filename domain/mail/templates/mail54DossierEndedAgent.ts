import { of } from '../elision.ts';
import { AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  outcome: string;
  reason: string;
}

/** To the agent: the dossier ended without an opening, and why. */
export const mail54: Mail<'MAIL-54', Params> = {
  id: 'MAIL-54',
  label: 'dossier terminé',
  to: AGENT,
  trigger: 'Un dossier se termine sans ouverture, ou une demande est retirée',
  write: ({ organisme, outcome, reason }) => ({
    subject: subject(`Dossier terminé – ${organisme}`),
    blocks: [
      paragraph(`Le dossier ${of(organisme)} est terminé : ${outcome}.`),
      paragraph(`Motif : ${reason}`),
      action('Voir le dossier'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    outcome: 'dossier abandonné',
    reason: 'Sans réponse malgré les relances.',
    link: LINKS.process,
  },
};
