import { of } from '../elision.ts';
import { ADMINISTRATEURS, AGENT, PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** null: the convention bears none */
  number: string | null;
  /** 'DD/MM/YYYY', the first day without it */
  on: string;
  reason: string;
  by: 'PARTENAIRE' | 'CAF';
  /** those that close with it */
  services: string[];
}

/** To the organisme, its administrateurs and the Caf: the convention ends on that day, what closes with it, how it is taken back (CONV-13). */
export const mail112: Mail<'MAIL-112', Params> = {
  id: 'MAIL-112',
  label: 'fin de la convention annoncée',
  to: `${PARTNER}, ${ADMINISTRATEURS} et ${AGENT}`,
  trigger: 'L’organisme quitte Mon compte partenaire, ou la Caf met fin à sa convention',
  write: ({ organisme, number, on, reason, by, services }) => ({
    subject: subject(`Fin de la convention le ${on} – ${organisme}`),
    blocks: [
      paragraph(
        `La convention ${number === null ? '' : `${number} `}${of(organisme)} prend fin le ${on}, ${by === 'CAF' ? 'à la demande de la Caf' : 'à la demande de l’organisme'}. Motif : ${reason}`,
      ),
      paragraph(
        services.length === 0
          ? 'Aucun service n’est ouvert par cette convention.'
          : 'Ce jour-là, à 0 h, ces services ferment pour tous les utilisateurs de l’organisme :',
      ),
      ...list(services),
      paragraph(
        'Les groupes sont gelés. Les comptes et les documents sont conservés : rien n’est supprimé. Ce qui est en cours et repose sur la convention prend fin avec elle.',
      ),
      paragraph('Jusque-là, un administrateur ou la Caf peut encore y renoncer.'),
      action('Voir la fin de la convention'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    number: '24_118' as string | null,
    on: '01/05/2026',
    reason: 'L’établissement ferme.',
    by: 'PARTENAIRE' as 'PARTENAIRE' | 'CAF',
    services: ['Cdap', 'Esat'],
    link: LINKS.page,
  },
};
