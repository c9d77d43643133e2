import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To who asked: the request is closed, its complement never came (REM-1). */
export const mail62: Template<'MAIL-62'> = ({ organisme, subject: about }) => ({
  subject: subject(`Demande classée sans complément – ${about}`),
  blocks: [
    paragraph(
      `La demande « ${about} » de ${organisme} est classée : les précisions demandées par la Caf ne sont pas venues, malgré les rappels.`,
    ),
    paragraph(
      'Si vous en avez encore besoin, faites une nouvelle demande et joignez-y ces précisions. La demande classée reste visible sur la page « Support ».',
    ),
    action('Faire une nouvelle demande'),
  ],
});
