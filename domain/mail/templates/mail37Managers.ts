import type { Template } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

/** To the administrateur, every three months: are these gestionnaires still in post? (REM-9) */
export const mail37: Template<'MAIL-37'> = ({ organisme, managers, more }) => ({
  subject: subject(`Vos gestionnaires sont-ils toujours en fonction ? – ${organisme}`),
  blocks: [
    paragraph(`Tous les trois mois, vérifiez que les gestionnaires de ${organisme} sont toujours en fonction :`),
    ...list(more > 0 ? [...managers, `et ${more} de plus`] : managers),
    paragraph("Si l'un est parti ou a changé de poste, nommez son successeur et fermez son compte."),
    action('Vérifier les groupes'),
  ],
});
