import type { Mark } from '../formats/mark.ts';

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
export const MAIL_STATE_MARKS: Readonly<Record<MailState, Mark>> = {
  A_ENVOYER: 'plain',
  EN_COURS: 'plain',
  PRIS: 'plain',
  ENVOI_ECHOUE: 'plain',
  DOUTE: 'plain',
  ANNULE: 'plain',
};
