import type { ParamsOf, Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the partner: the service is open; group, role and users come next, by whom the mode says (ESAT-17, ESAT-19). */
export const mail28: Template<'MAIL-28'> = ({ organisme, service, mode }) => ({
  subject: subject(`Service ouvert : ${service}`),
  blocks: [
    paragraph(`Le service « ${service} » est ouvert pour ${organisme}.`),
    paragraph(NEXT[mode ?? 'UNKNOWN']),
    action('Entrer dans Passerelle'),
  ],
});

const NEXT: Record<NonNullable<ParamsOf<'MAIL-28'>['mode']> | 'UNKNOWN', string> = {
  DELEGUE:
    'Prochaine étape : votre administrateur crée un groupe, lui attache un rôle, puis y place les utilisateurs. Sans groupe, personne ne voit le service.',
  CENTRALISE:
    'Prochaine étape : votre Caf crée un groupe, lui attache un rôle, puis y place vos utilisateurs. Vous n’avez rien à faire.',
  UNKNOWN:
    'Prochaine étape : créer un groupe, lui attacher un rôle, puis y placer les utilisateurs. Votre administrateur s’en charge en mode délégué, votre Caf en mode centralisé.',
};
