import { AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
}

/** To the Caf: a partner is left without administrateur (ADM-2, ADM-3). */
export const mail61: Mail<'MAIL-61', Params> = {
  id: 'MAIL-61',
  label: 'partenaire sans administrateur',
  to: AGENT,
  trigger: "Le dernier administrateur s'en va",
  write: ({ organisme }) => ({
    subject: subject(`Plus d'administrateur – ${organisme}`),
    blocks: [
      paragraph(`${organisme} n'a plus aucun administrateur partenaire actif.`),
      paragraph("Demandez-lui de proposer un successeur : il se nomme par l'annexe 3 à la convention."),
      action('Voir le partenaire'),
    ],
  }),
  sample: { organisme: ORGANISME, link: LINKS.page },
};
