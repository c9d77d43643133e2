import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** of the account whose mails are refused; unsaid: a dossier's */
  login?: string;
  /** its dossier has come to an end */
  ended?: boolean;
}

/** To the creator of an account, or whoever follows the dossier: a mail was refused for good (R2, ACC-22). The address itself is not repeated. */
export const mail33: Mail<'MAIL-33', Params> = {
  id: 'MAIL-33',
  label: 'courriel refusé',
  to: 'Agent de la Caf, ou créateur du compte (les administrateurs, s’il est parti)',
  trigger: 'La messagerie du destinataire refuse définitivement un courriel',
  write: ({ organisme, login, ended = false }) => ({
    subject: subject(`Courriel refusé – ${organisme}`),
    blocks: [paragraph(refused(organisme, login, ended)), action(ended ? 'Voir le dossier' : "Corriger l'adresse")],
  }),
  sample: { organisme: ORGANISME, link: LINKS.process },
};

function refused(organisme: string, login: string | undefined, ended: boolean): string {
  if (login !== undefined)
    return `Les courriels du compte ${login} (${organisme}) sont refusés par la messagerie du destinataire : corrigez l'adresse, l'identifiant et un mot de passe temporaire repartiront d'eux-mêmes.`;
  const what = `Un courriel destiné à ${organisme} a été refusé définitivement par sa messagerie.`;
  return ended
    ? `${what} Son dossier est terminé : prévenez l'organisme par un autre moyen.`
    : `${what} Le dossier attend une adresse correcte.`;
}
