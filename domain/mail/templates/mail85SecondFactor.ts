import { PERSON } from '../recipients.ts';
import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  change: 'ACTIVEE' | 'RETIREE' | 'REINITIALISEE';
  at: string;
}

type Change = Params['change'];
const WHAT: Record<Change, string> = {
  ACTIVEE: 'a été activée : un code vous sera demandé après le mot de passe',
  RETIREE: 'a été retirée : le mot de passe suffit de nouveau',
  REINITIALISEE: 'a été réinitialisée par un administrateur : le mot de passe suffit de nouveau',
};

/** To the person whose second factor changed: so that a stranger's change is noticed. */
export const mail85: Mail<'MAIL-85', Params> = {
  id: 'MAIL-85',
  label: 'double authentification changée',
  to: PERSON,
  trigger: 'La double authentification est activée, retirée, ou réinitialisée par un administrateur',
  write: ({ change, at }) => ({
    subject: subject('Votre double authentification a changé'),
    blocks: [
      paragraph(`Le ${at}, la double authentification de votre compte ${WHAT[change]}.`),
      paragraph(
        "Vous n'avez rien fait ni demandé ? Changez votre mot de passe, puis prévenez l'administrateur Passerelle de votre Caf.",
      ),
      action('Ouvrir la page de connexion'),
    ],
  }),
  sample: { change: 'REINITIALISEE', at: '10/03/2026 à 09h00', link: LINKS.page },
};
