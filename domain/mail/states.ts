/** Where the sending of a mail stands. */
export const MAIL_STATES = ['A_ENVOYER', 'EN_COURS', 'PRIS', 'ENVOI_ECHOUE', 'DOUTE', 'ANNULE'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** … as people read it. */
export const MAIL_STATE_LABELS: Record<MailState, string> = {
  A_ENVOYER: 'À envoyer',
  EN_COURS: 'En cours d’envoi',
  PRIS: 'Envoyé',
  ENVOI_ECHOUE: 'Refusé',
  DOUTE: 'Incertain',
  ANNULE: 'Annulé',
};
