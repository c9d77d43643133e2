import { of } from '../elision.ts';
import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  again: boolean;
}

/** To the administrateurs: an Afas approbateur was named, PJ 3 is theirs to give; again as long as it is missing (REM-11). No name. */
export const mail76: Mail<'MAIL-76', Params> = {
  id: 'MAIL-76',
  label: 'PJ 3 à déposer',
  to: ADMINISTRATEURS,
  trigger: 'Un approbateur Afas est désigné, puis tant que la PJ 3 manque',
  write: ({ organisme, again }) => ({
    subject: subject(`${again ? 'Rappel : ' : ''}PJ 3 à déposer pour l'approbateur Afas – ${organisme}`),
    blocks: [
      paragraph(
        again
          ? `La PJ 3 du nouvel approbateur Afas ${of(organisme)} manque toujours.`
          : `Un nouvel approbateur Afas est proposé pour ${organisme}.`,
      ),
      paragraph("Déposez la PJ 3 (PDF ou image) : sans elle la Caf ne peut pas le valider, et il n'a aucun pouvoir."),
      action('Déposer la PJ 3'),
    ],
  }),
  sample: { organisme: ORGANISME, again: false, link: LINKS.page },
};
