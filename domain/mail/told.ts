import { mailLabel } from './registry.ts';

/** States of a mail in the outbox, as people read them (R2). */
const MAIL_STATES: Readonly<Record<string, string>> = {
  A_ENVOYER: 'à envoyer',
  EN_COURS: 'envoi en cours',
  PRIS: 'envoyé',
  ENVOI_ECHOUE: 'envoi refusé',
  DOUTE: 'envoi incertain',
  ANNULE: 'annulé',
};

/** A mail in the timeline of its process. */
export function mailTold(template: string, state: string): string {
  return `Courriel « ${mailLabel(template)} » : ${MAIL_STATES[state] ?? state}`;
}
