import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the administrateurs: an Afas approbateur was named, PJ 3 is theirs to give; again as long as it is missing (REM-11). No name. */
export const mail76: Template<'MAIL-76'> = ({ organisme, again }) => ({
  subject: subject(`${again ? 'Rappel : ' : ''}PJ 3 à déposer pour l'approbateur Afas – ${organisme}`),
  blocks: [
    paragraph(
      again
        ? `La PJ 3 du nouvel approbateur Afas de ${organisme} manque toujours.`
        : `Un nouvel approbateur Afas est proposé pour ${organisme}.`,
    ),
    paragraph("Déposez la PJ 3 (PDF ou image) : sans elle la Caf ne peut pas le valider, et il n'a aucun pouvoir."),
    action('Déposer la PJ 3'),
  ],
});
