import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  formerCaf: string;
}

/** To the CNA: a convention that reaches several départements is now its own (DEL-7). */
export const mail29: Mail<'MAIL-29', Params> = {
  id: 'MAIL-29',
  label: "dossier transféré au Centre national d'appui",
  to: "Centre national d'appui",
  trigger: 'Une convention couvre désormais plusieurs départements',
  write: ({ organisme, formerCaf }) => ({
    subject: subject(`Convention de plusieurs départements – ${organisme}`),
    blocks: [
      paragraph(
        `${organisme} intervient dans plusieurs départements : le Centre national d'appui gère désormais sa convention et tous ses services.`,
      ),
      paragraph(
        `Jusqu'ici, la Caf ${formerCaf} s'en chargeait. Elle peut encore consulter le partenaire et ses dossiers.`,
      ),
      action('Voir le dossier'),
    ],
  }),
  sample: { organisme: ORGANISME, formerCaf: '93', link: LINKS.process },
};
