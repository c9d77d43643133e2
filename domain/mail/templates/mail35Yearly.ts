import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, count, list, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** people by name, the first ones; `more`: how many are not shown */
  services: { service: string; people: string[]; more: number }[];
}

/** To the administrateur: who has not used a service for a year, or soon will not have; names and no identifiant (REM-7, OBL-14). */
export const mail35: Mail<'MAIL-35', Params> = {
  id: 'MAIL-35',
  label: 'connexion annuelle à rappeler',
  to: ADMINISTRATEURS,
  trigger: "Un service n'a pas été utilisé depuis un an, ou presque",
  write: ({ organisme, services }) => ({
    subject: subject(`Connexion annuelle à rappeler – ${organisme}`),
    blocks: [
      paragraph(
        `Chaque personne doit utiliser chacun de ses services au moins une fois par an. À ${organisme}, ces personnes ne l'ont pas encore fait :`,
      ),
      ...services.flatMap(({ service, people, more }) => [
        paragraph(`${service} :`),
        ...list(more > 0 ? [...people, `et ${count(more, 'autre', 'autres')}`] : people),
      ]),
      paragraph(
        "Rappelez-le-leur ; fermez l'accès des personnes qui n'en ont plus besoin. Aucun accès n'est fermé sans vous.",
      ),
      action('Voir les obligations'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    services: [
      {
        service: 'Esat',
        people: ['Nadia Ferrand – avant le 10/01/2027', 'Karim Haddad – échu le 03/11/2026'],
        more: 4,
      },
    ],
    link: LINKS.page,
  },
};
