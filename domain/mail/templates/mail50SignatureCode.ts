import { of } from '../elision.ts';
import { PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { CodeRef, Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  code: CodeRef;
  minutes: number;
}

/** To the partner: the one-time code that signs (RGT-1, §4.3 « Signature »). The only mail with a code. */
export const mail50: Mail<'MAIL-50', Params> = {
  id: 'MAIL-50',
  label: 'code de signature',
  to: PARTNER,
  trigger: 'Le signataire demande un code pour signer',
  write: ({ organisme, minutes }) => ({
    subject: subject('Votre code de signature'),
    blocks: [
      paragraph(`Voici le code à saisir pour signer les documents ${of(organisme)} :`),
      { kind: 'code' },
      paragraph(
        `Il ne sert qu'une fois et reste valable ${minutes} minutes. Si vous ne l'avez pas demandé, ne faites rien et ne le donnez à personne.`,
      ),
      action('Revenir à la signature'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    code: { linkRef: LINKS.dossier.linkRef, version: 1, nonce: 'exemple' },
    minutes: 15,
    link: LINKS.dossier,
  },
  exampleCode: '123456',
};
