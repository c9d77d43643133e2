import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  caf: string;
}

/** To a sender who is no administrateur: politely, see your administrateur (SUP-15, MAIL-13). Nothing of what they wrote is repeated. */
export const mail39: Mail<'MAIL-39', Params> = {
  id: 'MAIL-39',
  label: 'expéditeur renvoyé à son administrateur',
  to: 'Expéditeur du courriel',
  trigger: "Un courriel vient de quelqu'un qui n'est pas administrateur",
  write: ({ caf }) => ({
    subject: subject(`Votre courriel à la ${caf}`),
    blocks: [
      paragraph(
        `La ${caf} répond aux administrateurs de Mon compte partenaire, pour leur propre convention. Votre courriel n'a donc pas été traité.`,
      ),
      paragraph(
        "Adressez-vous au gestionnaire d'habilitations ou à l'administrateur de votre organisme : il vous aide, et contacte la Caf s'il le faut.",
      ),
      paragraph('Mot de passe perdu ou expiré : « Mot de passe oublié », sur la page de connexion.'),
      action('Ouvrir la page de connexion'),
    ],
  }),
  sample: { caf: 'Caf de la Seine-Saint-Denis', link: LINKS.page },
};
