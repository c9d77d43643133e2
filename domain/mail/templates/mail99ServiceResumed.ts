import { ADMINISTRATEURS, AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  service: string;
  /** it stays closed for everyone meanwhile */
  closed: boolean;
}

/** To the administrateurs and the Caf: the suspension of a service has ended (§4.3). */
export const mail99: Mail<'MAIL-99', Params> = {
  id: 'MAIL-99',
  label: 'suspension levée',
  to: `${ADMINISTRATEURS} et ${AGENT}`,
  trigger: 'La suspension d’un service prend fin, d’elle-même ou parce qu’on la lève',
  write: ({ organisme, service, closed }) => ({
    subject: subject(`Suspension levée : « ${service} » – ${organisme}`),
    blocks: [
      paragraph(
        closed
          ? `Le service « ${service} » n’est plus suspendu pour ${organisme}. Il reste fermé pour tous, et rouvrira avec les autres.`
          : `Le service « ${service} » est de nouveau ouvert pour ${organisme}.`,
      ),
      paragraph('Chacun y entre comme auparavant, avec son groupe et son rôle.'),
      action('Voir les services'),
    ],
  }),
  sample: { organisme: ORGANISME, service: 'Adonis', closed: false as boolean, link: LINKS.page },
};
