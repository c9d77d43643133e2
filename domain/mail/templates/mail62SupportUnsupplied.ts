import { of } from '../elision.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  subject: string;
}

/** To who asked: the request is closed, its complement never came (REM-1). */
export const mail62: Mail<'MAIL-62', Params> = {
  id: 'MAIL-62',
  label: 'demande de support classée sans complément',
  to: 'Auteur de la demande de support',
  trigger: 'Le complément demandé par la Caf n’est pas venu malgré les relances',
  write: ({ organisme, subject: about }) => ({
    subject: subject(`Demande classée sans complément – ${about}`),
    blocks: [
      paragraph(
        `La demande « ${about} » ${of(organisme)} est classée : les précisions demandées par la Caf ne sont pas venues, malgré les rappels.`,
      ),
      paragraph(
        'Si vous en avez encore besoin, faites une nouvelle demande et joignez-y ces précisions. La demande classée reste visible sur la page « Support ».',
      ),
      action('Faire une nouvelle demande'),
    ],
  }),
  sample: { organisme: ORGANISME, subject: 'CDAP 19_214 ESAT Les Tilleuls', link: LINKS.page },
};
