import type { Template } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

/** To the partner: the convention is closed, and by which one it is replaced (CONV-13, DEL-5). */
export const mail30: Template<'MAIL-30'> = ({ organisme, number, reason, successor }) => ({
  subject: subject(`Convention ${number} close`),
  blocks: [
    paragraph(`La convention ${number} de ${organisme} est close. Motif : ${reason}`),
    ...when(
      successor !== null,
      () =>
        `La convention ${successor} la remplace : services, groupes et comptes continuent, avec les mêmes identifiants.`,
    ),
    ...when(successor === null, () => 'Les services ouverts par cette convention sont fermés ; rien n’est supprimé.'),
    action('Consulter Passerelle'),
  ],
});
