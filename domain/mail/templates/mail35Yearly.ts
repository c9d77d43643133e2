import type { Template } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

/** To the administrateur: who has not used a service for a year, or soon will not have; names and no identifiant (REM-7, OBL-14). */
export const mail35: Template<'MAIL-35'> = ({ organisme, services }) => ({
  subject: subject(`Connexion annuelle à rappeler – ${organisme}`),
  blocks: [
    paragraph(
      `Chaque personne utilise chacun de ses services au moins une fois par an. À ${organisme}, il reste à se connecter :`,
    ),
    ...services.flatMap(({ service, people, more }) => [
      paragraph(`${service} :`),
      ...list(more > 0 ? [...people, `et ${more} de plus`] : people),
    ]),
    paragraph("Rappelez-le-leur ; fermez l'accès de qui n'en a plus besoin. Rien n'est fermé sans vous."),
    action('Voir les obligations'),
  ],
});
