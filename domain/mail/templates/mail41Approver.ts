import { of } from '../elision.ts';
import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  accepted: boolean;
  reason: string | null;
}

/** To the administrateurs: the Caf has answered about the Afas approbateur (AFAS-9, AFAS-10). No name. */
export const mail41: Mail<'MAIL-41', Params> = {
  id: 'MAIL-41',
  label: "réponse sur l'approbateur Afas",
  to: ADMINISTRATEURS,
  trigger: "La Caf valide ou refuse l'approbateur",
  write: ({ organisme, accepted, reason }) => ({
    subject: subject(`Approbateur Afas ${accepted ? 'validé' : 'refusé'} – ${organisme}`),
    blocks: [
      paragraph(
        accepted
          ? `La Caf a validé le nouvel approbateur Afas ${of(organisme)} : il est en fonction.`
          : `La Caf n'a pas validé l'approbateur Afas proposé par ${organisme}.`,
      ),
      ...when(!accepted && reason !== null, () => `Motif : ${reason}`),
      ...when(
        !accepted,
        () => "L'approbateur en fonction, s'il y en a un, le reste. Vous pouvez en proposer un autre.",
      ),
      action('Voir le changement'),
    ],
  }),
  sample: { organisme: ORGANISME, accepted: false, reason: 'La PJ 3 n’est pas signée.', link: LINKS.page },
};
