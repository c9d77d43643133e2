import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  what: string;
}

/** REM-13, to the administrateur: the service is open, and its group still lacks a role or a user. */
export const mail68: Mail<'MAIL-68', Params> = {
  id: 'MAIL-68',
  label: 'service à configurer',
  to: ADMINISTRATEURS,
  trigger: 'Le service Esat est ouvert, il manque encore un groupe, un rôle ou un utilisateur',
  write: ({ organisme, what }) => ({
    subject: subject(`Rappel : service Esat à configurer – ${organisme}`),
    blocks: [
      paragraph(`Le service Esat est ouvert pour ${organisme}, mais personne ne peut encore l'utiliser.`),
      paragraph(`Il vous reste à ${what}.`),
      action('Entrer dans Passerelle'),
    ],
  }),
  sample: { organisme: ORGANISME, what: 'créer le groupe Esat et à lui attacher son rôle', link: LINKS.page },
};
