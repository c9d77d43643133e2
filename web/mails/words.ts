import type { MailView } from '../kit/views.ts';

/** Where the sending of a mail stands, as people read it. */
export const MAIL_WORDS: Record<MailView['state'], string> = {
  A_ENVOYER: 'À envoyer',
  EN_COURS: 'En cours d’envoi',
  PRIS: 'Envoyé',
  ENVOI_ECHOUE: 'Refusé',
  DOUTE: 'Incertain',
  ANNULE: 'Annulé',
};
