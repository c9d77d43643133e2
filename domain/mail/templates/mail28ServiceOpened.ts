import { PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  service: string;
  /** who makes groups, roles and users (ESAT-19); unsaid: both ways are told */
  mode?: 'DELEGUE' | 'CENTRALISE';
}

/** To the administrateurs, and to the partner's address where that is another: the service is open; group, role and users come next, by whom the mode says (ESAT-17, ESAT-19). */
export const mail28: Mail<'MAIL-28', Params> = {
  id: 'MAIL-28',
  label: 'service ouvert',
  to: PARTNER,
  trigger: "Un service s'ouvre",
  write: ({ organisme, service, mode }) => ({
    subject: subject(`Service ouvert : ${service}`),
    blocks: [
      paragraph(`Le service « ${service} » est ouvert pour ${organisme}.`),
      paragraph(NEXT[mode ?? 'UNKNOWN']),
      action('Entrer dans Passerelle'),
    ],
  }),
  sample: { organisme: ORGANISME, service: 'Esat', mode: 'DELEGUE', link: LINKS.page },
};

const NEXT: Record<NonNullable<Params['mode']> | 'UNKNOWN', string> = {
  DELEGUE:
    'Prochaine étape : votre administrateur crée un groupe, lui attache un rôle, puis y place les utilisateurs. Sans groupe, personne ne voit le service.',
  CENTRALISE:
    'Prochaine étape : votre Caf crée un groupe, lui attache un rôle, puis y place vos utilisateurs. Vous n’avez rien à faire.',
  UNKNOWN:
    'Prochaine étape : créer un groupe, lui attacher un rôle, puis y placer les utilisateurs. Votre administrateur s’en charge en mode délégué, votre Caf en mode centralisé.',
};
