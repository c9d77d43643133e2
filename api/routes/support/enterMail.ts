import { CAF } from '../../access.ts';
import { route } from '../../route.ts';
import { supportMailIn, supportRoutedOut } from '../../shapes/support.ts';
import { enterMail } from '../../supportMail.ts';

export const enterSupportMail = route({
  method: 'post',
  path: '/support-requests/mails',
  tag: 'Support',
  summary: 'Saisir une demande reçue par courriel',
  description:
    'Routée par l’expéditeur, l’objet et la nature (domain.md §12) ; un expéditeur inconnu ou un dossier d’allocataire sont renvoyés ailleurs, et rien n’est conservé de ce qu’ils ont écrit.',
  roles: CAF,
  body: supportMailIn,
  responses: { 200: { description: 'Routée', schema: supportRoutedOut } },
  async handler(call) {
    return { status: 200, body: await enterMail(call, call.body) };
  },
});
