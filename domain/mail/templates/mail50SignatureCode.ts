import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the partner: the one-time code that signs (RGT-1, §4.3 « Signature »). The only mail with a code. */
export const mail50: Template<'MAIL-50'> = ({ organisme, minutes }) => ({
  subject: subject('Votre code de signature'),
  blocks: [
    paragraph(`Voici le code à saisir pour signer les documents de ${organisme} :`),
    { kind: 'code' },
    paragraph(
      `Il sert une seule fois et vaut ${minutes} minutes. Si vous ne l'avez pas demandé, ne faites rien et ne le donnez à personne.`,
    ),
    action('Revenir à la signature'),
  ],
});
